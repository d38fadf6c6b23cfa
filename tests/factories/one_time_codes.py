"""The six digits of an authenticator app, made so that they are still good when they arrive."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

SECONDS_OF_A_CODE = 30


def code_now(secret: str, *, still_good_for: int = 5) -> str:
    """Return the code of `secret` that an app shows now and for at least `still_good_for` seconds more.

    A code is taken for its own thirty seconds and no longer, so one read in the last of them arrives too late.
    A person then waits for the next; so does this.
    """
    left = SECONDS_OF_A_CODE - time.time() % SECONDS_OF_A_CODE
    if left < still_good_for:
        time.sleep(left + 0.1)
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
