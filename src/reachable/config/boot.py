"""What must be true of an installation before it answers anybody, so that a slip in its settings is found at the start.

In:  settings.
Out: nothing; or a refusal to start that says what to set.
"""

import gc
from collections.abc import Iterable
from typing import Any

from django.utils.module_loading import import_string

from reachable.access.domain.key_rules import KeyRule
from reachable.adapters.problems import CannotGoOn

SHORTEST_KEY = 32


class UnsafeToStart(CannotGoOn):
    """Settings would let somebody in or show the inside of the site. The message says which, and what to set."""


def refuse_unsafe_settings(settings: Any) -> None:
    """Let the site start only with settings that are safe.

    :raises UnsafeToStart: naming every setting that is not.
    """
    wrong = [said for is_wrong, said in _checks(settings) if is_wrong]
    if wrong:
        raise UnsafeToStart("Reachable does not start like this. " + " ".join(wrong))


def refuse_unknown_agencies(rules: Iterable[KeyRule]) -> None:
    """Let nothing start with a rule for an agency that is not here: it would hold for nobody, and nobody would notice.

    :raises UnsafeToStart: naming each such agency, and the setting.
    """
    named = {each.agency for each in rules if each.agency is not None}
    if not named:
        return
    list_agencies = import_string("reachable.access.queries.list_agencies")  # Once Django knows the tables.
    unknown = named - {each.id for each in list_agencies()}
    if unknown:
        raise UnsafeToStart(
            f"Reachable does not start like this. REACHABLE_KEY_RULES names {', '.join(sorted(map(str, unknown)))},"
            " and no agency here has that id: put the id right, or take the rule out."
        )


def settle_memory() -> None:
    """Let what is loaded at the start be passed over when memory is tidied, as it stays for as long as the process.

    Going through all of it again takes longer than evaluating a child, and happens in the middle of one.
    """
    gc.collect()
    gc.freeze()


def _checks(settings: Any) -> list[tuple[bool, str]]:
    """Return what is looked at, and what is said when it is wrong. A demo is let off what only real data needs."""
    everywhere = [
        (settings.DEBUG, "DEBUG shows the inside of the site to whoever meets an error: switch it off."),
        ("*" in settings.ALLOWED_HOSTS, "REACHABLE_HOSTS must name the site's own names and no asterisk."),
        (len(settings.SECRET_KEY) < SHORTEST_KEY, "REACHABLE_SECRET_KEY is too short to sign sessions with."),
        (len(settings.CONTEXT_KEY) < SHORTEST_KEY, "REACHABLE_CONTEXT_KEY is too short to sign a context with."),
    ]
    for_real = [
        (not settings.HTTPS, "REACHABLE_HTTPS is off: a session could be read on its way. Switch it on."),
        (
            any(backend.endswith("filebased.EmailBackend") for backend in [settings.EMAIL_BACKEND]),
            "Messages would be written to a folder instead of sent: set REACHABLE_MAIL_HOST.",
        ),
    ]
    return everywhere if settings.DEMO else [*everywhere, *for_real]
