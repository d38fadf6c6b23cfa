"""Numbers that pass their checks and belong to nobody.

In:  a serial number.
Out: NHS number, UPN, ULN, PNC number; telephone numbers kept for drama by Ofcom.
"""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
TEN_DOWN_TO_TWO = range(10, 1, -1)
NUMBERS_KEPT_FOR_DRAMA = 1000
CITIES_KEPT_FOR_DRAMA = ("0113", "0114", "0115", "0116", "0117", "0121", "0151", "0161")


def nhs_number(serial: int) -> str:
    """Return the NHS number in 999… at this serial or, when that one fails modulus 11, the next that passes.

    Serials should be at least two apart, so that no two children share a number.
    """
    first_nine = f"999{serial:06d}"
    check = 11 - _weighted(first_nine) % 11
    if check == 10:
        return nhs_number(serial + 1)
    return first_nine + str(check % 11)


def upn(authority: int, school: int, year: int, serial: int) -> str:
    """Return a unique pupil number: check letter, authority, school, year of entry and the serial's last three."""
    digits = f"{authority:03d}{school:04d}{year % 100:02d}{serial % 1000:03d}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23] + digits


def uln(serial: int) -> str:
    """Return the unique learner number at this serial or, when that one fails its check, the next that passes.

    Serials should be at least two apart.
    """
    first_nine = f"99{serial:07d}"
    remainder = _weighted(first_nine) % 11
    if remainder == 0:
        return uln(serial + 1)
    return first_nine + str(10 - remainder)


def pnc_number(year: int, serial: int) -> str:
    """Return a Police National Computer number with its check letter."""
    digits = f"{year % 100:02d}{serial:07d}"
    return f"{year}/{serial:07d}{PNC_LETTERS[int(digits) % 23]}"


def mobile(serial: int) -> str:
    """Return a mobile number from the range kept for drama. `serial` is 0 to 999."""
    return f"07700 900{_kept(serial):03d}"


def london_landline(serial: int) -> str:
    """Return a London number from the range kept for drama. `serial` is 0 to 999."""
    return f"020 7946 0{_kept(serial):03d}"


def landline(serial: int) -> str:
    """Return a number of no real place from the range kept for drama. `serial` is 0 to 999."""
    return f"01632 960{_kept(serial):03d}"


def family_landline(serial: int) -> str:
    """Return a number of a family's home from the ranges of eight cities kept for drama. `serial` is 0 to 7999."""
    place, number = divmod(serial, NUMBERS_KEPT_FOR_DRAMA)
    if not 0 <= place < len(CITIES_KEPT_FOR_DRAMA):
        raise ValueError("only the serials 0 to 7999 are kept for drama")
    return f"{CITIES_KEPT_FOR_DRAMA[place]} 496 0{number:03d}"


def _kept(serial: int) -> int:
    if not 0 <= serial < NUMBERS_KEPT_FOR_DRAMA:
        raise ValueError("only the serials 0 to 999 are kept for drama")
    return serial


def _weighted(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(TEN_DOWN_TO_TWO, digits, strict=True))
