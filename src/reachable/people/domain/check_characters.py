"""The arithmetic of check digits and check letters.

In:  the digits of a number, already in its one form.
Out: the letter it should have, or whether its last digit is right.
"""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def ten_digits_pass_as_nhs_number(digits: str) -> bool:
    """Test if the tenth digit is 11 less the weighted sum of the first nine modulo 11; 10 is never given out."""
    check = 11 - _weighted_sum(digits[:9]) % 11
    return check != 10 and check % 11 == int(digits[9])


def ten_digits_pass_as_uln(digits: str) -> bool:
    """Test if the tenth digit is 10 less the weighted sum of the first nine modulo 11; 0 is never a remainder."""
    remainder = _weighted_sum(digits[:9]) % 11
    return remainder != 0 and 10 - remainder == int(digits[9])


def upn_letter(twelve: str) -> str:
    """Return the first letter of a unique pupil number from its other twelve characters."""
    values = [int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in twelve]
    return UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, start=2)) % 23]


def pnc_letter(nine_digits: str) -> str:
    """Return the last letter of a Police National Computer number from two digits of year and seven of serial."""
    return PNC_LETTERS[int(nine_digits) % 23]


def _weighted_sum(nine_digits: str) -> int:
    """Return the sum of nine digits times 10 down to 2."""
    return sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine_digits, strict=True))
