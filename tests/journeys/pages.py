"""Every page of the site: who opens it, where it is, what stands at its top, and who must not see it.

In:  the demo in use.
Out: PAGES; NOT_PAGES, the addresses that show no page, with the reason.
"""

from collections.abc import Callable
from functools import partial

from django.urls import reverse

from reachable.access.context import running
from reachable.access.models import WorkingRelationship
from reachable.alerts.models import Alert
from reachable.demo.agencies import N_POLICE
from reachable.demo.extracts import extract_bytes
from reachable.demo.world import build_world
from reachable.intake.models import Concern, Extract
from reachable.matching.models import Candidate
from tests.journeys.agreement_pages import AGREEMENT_PAGES
from tests.journeys.conflict_pages import OWN_CONFLICT_PAGES
from tests.journeys.counts_pages import COUNTS_PAGES
from tests.journeys.finding_pages import FINDING_PAGES
from tests.journeys.glass_pages import GLASS_PAGES
from tests.journeys.keeping_pages import KEEPING_PAGES
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import (
    ALFIE,
    ALLEGATIONS,
    AUTHORITY,
    COORDINATOR,
    EASTHAM_COORDINATOR,
    EASTHAM_DUTY,
    EXTRACTS,
    IN_CUSTODY,
    JUDGE,
    NOBODY,
    NURSE,
    OTHER_AREA,
    SERGEANT,
    TEACHER,
    PageRow,
)
from tests.journeys.page_rows import at as _at
from tests.journeys.page_rows import of_child as _of_child
from tests.journeys.request_pages import REQUEST_PAGES
from tests.journeys.seal_steps import seals_a_record, seals_nothing
from tests.journeys.sharing_page_rows import SHARING_PAGES
from tests.journeys.visitor import Visitor


def _of_concern(name: str, word: str, field: str = "id") -> Callable[[], str]:
    return partial(_find, name, lambda: getattr(Concern.objects.filter(what_i_saw__contains=word).get(), field))


def _find(name: str, find: Callable[[], object]) -> str:
    with running(job="test", now=MORNING):
        return reverse(name, args=[find()])


def _alert_told_to(name: str) -> Callable[[], str]:
    told = Alert.objects.filter(tellings__name=name, state="OPEN").exclude(rule_id="")
    return lambda: _find("alert", lambda: told.latest("raised_at").id)


def _twins(judge: str) -> Callable[[], str]:
    def find() -> str:
        """Return the address of two records of twins that are open to whoever must tell them apart."""
        with running(job="test", now=MORNING):
            theirs = WorkingRelationship.objects.filter(
                team__memberships__user__name=judge, starts_at__lte=MORNING, ends_at__gt=MORNING
            )
            open_to_them = set(theirs.values_list("about_id", flat=True))
            for pair in Candidate.objects.filter(warnings__icontains="twin").order_by("left_id", "right_id"):
                if open_to_them.issuperset((pair.left_id, pair.right_id)):
                    return reverse("match", args=[pair.left_id, pair.right_id])
        raise LookupError(f"the demo has no twins for {judge} to tell apart")

    return find


def _looks_up(words: str) -> Callable[[Visitor], None]:
    def look_up(visitor: Visitor) -> None:
        visitor.writes("Whatever the child has told you", words)
        visitor.presses("Look up")

    return look_up


def _leaves_a_note(visitor: Visitor) -> None:
    visitor.writes("What must the next shift know?", "The line to the duty desk is down until eight.")
    visitor.presses("Leave the note")


def _sends_nothing(button: str) -> Callable[[Visitor], None]:
    return lambda visitor: visitor.presses(button)


def _sends_a_broken_extract(visitor: Visitor) -> None:
    visitor.answers("Which extract is it?", "Missing episodes and return interviews")
    broken = {"name": "missing.csv", "mimeType": "text/csv", "buffer": b"misper_ref,surname\nNPM-1,Nobody\n"}
    visitor.page.set_input_files("input[type=file]", files=[broken])  # type: ignore[list-item]
    visitor.presses("Send and look")


def _sends_an_extract(visitor: Visitor) -> None:
    visitor.answers("Which extract is it?", "Missing episodes and return interviews")
    world = build_world(MORNING)
    content = extract_bytes(world, "missing", N_POLICE, MORNING)
    whole = {"name": "missing.csv", "mimeType": "text/csv", "buffer": content}
    visitor.page.set_input_files("input[type=file]", files=[whole])  # type: ignore[list-item]
    visitor.presses("Send and look")


def _brought_in() -> object:
    theirs = Extract.objects.filter(agency__code="northshire-police", feed="custody", state="BROUGHT_IN")
    return theirs.latest("received_at").id


PAGES: tuple[PageRow, ...] = (
    PageRow(name="account_signup", who=NOBODY, heading="Accounts are given, not opened", find=_at("account_signup")),
    PageRow(name="account_inactive", who=NOBODY, heading="This account is closed", find=_at("account_inactive")),
    PageRow(
        name="account_reset_password", who=NOBODY, heading="Choose a new password", find=_at("account_reset_password")
    ),
    PageRow(
        name="account_reset_password_done",
        who=NOBODY,
        heading="Look in your email",
        find=_at("account_reset_password_done"),
    ),
    PageRow(
        name="account_reset_password_from_key",
        who=NOBODY,
        heading="",
        find=_at("account_reset_password_from_key", "1", "used-before"),
    ),
    PageRow(
        name="account_reset_password_from_key_done",
        who=NOBODY,
        heading="Your password is changed",
        find=_at("account_reset_password_from_key_done"),
    ),
    PageRow(name="account_set_password", who=NURSE, heading="Choose a password", find=_at("account_set_password")),
    PageRow(name="account_logout", who=NURSE, heading="Sign out", find=_at("account_logout")),
    PageRow(name="demo_sign_in", who=NOBODY, heading="Who do you want to be?", find=_at("demo_sign_in")),
    PageRow(name="choose_assignment", who="Devon Hartley", heading="", find=_at("choose_assignment")),
    PageRow(name="today", who=EASTHAM_COORDINATOR, heading="", find=_at("today")),
    PageRow(name="handovers", who=EASTHAM_COORDINATOR, heading="Handover", find=_at("handovers"), refused_to=TEACHER),
    PageRow(name="new_handover", who=EASTHAM_COORDINATOR, heading="", find=_at("new_handover"), refused_to=TEACHER),
    PageRow(
        name="new_handover",
        variant="not-kept",
        who=EASTHAM_COORDINATOR,
        heading="Write a handover note",
        find=_at("new_handover"),
        then=_sends_nothing("Leave the note"),
    ),
    PageRow(name="handover", who=EASTHAM_COORDINATOR, heading="", find=_at("new_handover"), then=_leaves_a_note),
    PageRow(name="seals", who=AUTHORITY, heading="Sealed records", find=_at("seals"), refused_to=TEACHER),
    PageRow(name="new_seal", who=AUTHORITY, heading="Seal a record", find=_at("new_seal"), refused_to=TEACHER),
    PageRow(name="new_seal", variant="empty", who=AUTHORITY, heading="", find=_at("new_seal"), then=seals_nothing),
    PageRow(name="seal", who=AUTHORITY, heading="", find=_at("new_seal"), then=seals_a_record),
    PageRow(name="ring", who=TEACHER, heading="", find=_at("ring")),
    PageRow(name="own_sessions", who=TEACHER, heading="Where you are signed in", find=_at("own_sessions")),
    *OWN_CONFLICT_PAGES,
    PageRow(name="unlock_desk", who=TEACHER, heading="This desk is open", find=_at("unlock_desk")),
    PageRow(name="new_concern", who=TEACHER, heading="Record a concern", find=_at("new_concern")),
    PageRow(
        name="new_worker_concern",
        who=TEACHER,
        heading="A concern about someone who works with children",
        find=_at("new_worker_concern"),
    ),
    PageRow(
        name="concern_sent",
        who=TEACHER,
        heading="Your concern was sent",
        find=_of_concern("concern_sent", "eats alone", "reference"),
        refused_to=NURSE,
    ),
    PageRow(
        name="new_concern",
        variant="not-sent",
        who=NURSE,
        heading="Record a concern",
        find=_at("new_concern"),
        then=_sends_nothing("Send"),
    ),
    PageRow(name="own_concerns", who=TEACHER, heading="Your concerns", find=_at("own_concerns")),
    PageRow(name="happened", who=SERGEANT, heading="What just happened?", find=_at("happened")),
    PageRow(name="happened_recorded", who=NURSE, heading="It is recorded", find=_at("happened_recorded")),
    *(
        PageRow(name="record_happening", variant=code, who=who, heading="A ", find=_at("record_happening", code))
        for who, codes in ((SERGEANT, "arrested found released"), (NURSE, "at-hospital"), (TEACHER, "excluded"))
        for code in codes.split()
    ),
    PageRow(
        name="record_happening",
        variant="not-sent",
        who=SERGEANT,
        heading="A child was arrested",
        find=_at("record_happening", "arrested"),
        then=_sends_nothing("Record it"),
    ),
    PageRow(
        name="what_now",
        who=SERGEANT,
        heading="Alfie KENDRICK",
        find=_of_child("what_now", *IN_CUSTODY),
        refused_to=OTHER_AREA,
    ),
    PageRow(name="triage", who=COORDINATOR, heading="Concerns waiting", find=_at("triage"), refused_to=TEACHER),
    PageRow(name="triage", variant="allegations", who=ALLEGATIONS, heading="Concerns waiting", find=_at("triage")),
    PageRow(
        name="triage_concern",
        who=COORDINATOR,
        heading="Owain Pritchard",
        find=_of_concern("triage_concern", "eats alone"),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="triage_concern",
        variant="not-decided",
        who=COORDINATOR,
        heading="Owain Pritchard",
        find=_of_concern("triage_concern", "eats alone"),
        then=_sends_nothing("Keep the decision"),
    ),
    PageRow(
        name="child",
        who=EASTHAM_COORDINATOR,
        heading="Alfie Kendrick",
        find=_of_child("child", *ALFIE),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="child_records",
        who=EASTHAM_COORDINATOR,
        heading="Alfie Kendrick",
        find=_of_child("child_records", *ALFIE),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="child_people",
        who=EASTHAM_COORDINATOR,
        heading="Alfie Kendrick",
        find=_of_child("child_people", *ALFIE),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="whereabouts",
        who=EASTHAM_COORDINATOR,
        heading="Where this child is",
        find=_of_child("whereabouts", *ALFIE),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="child_looked",
        who=EASTHAM_COORDINATOR,
        heading="",
        find=_of_child("child_looked", *ALFIE),
        refused_to=OTHER_AREA,
    ),
    *SHARING_PAGES,
    *AGREEMENT_PAGES,
    *GLASS_PAGES,
    *REQUEST_PAGES,
    *FINDING_PAGES,
    *KEEPING_PAGES,
    *COUNTS_PAGES,
    PageRow(name="alerts", who=EASTHAM_DUTY, heading="Alerts for you and your team", find=_at("alerts")),
    PageRow(name="alert", who=EASTHAM_DUTY, heading="", find=_alert_told_to(EASTHAM_DUTY), refused_to=TEACHER),
    PageRow(
        name="alert",
        variant="not-answered",
        who=EASTHAM_DUTY,
        heading="",
        find=_alert_told_to(EASTHAM_DUTY),
        then=_sends_nothing("I am taking it"),
    ),
    PageRow(name="look_up", who=SERGEANT, heading="Whatever the child has told you", find=_at("look_up")),
    PageRow(
        name="look_up", variant="found", who=SERGEANT, heading="", find=_at("look_up"), then=_looks_up("Alfie Kendrick")
    ),
    PageRow(
        name="look_up",
        variant="nobody",
        who=SERGEANT,
        heading="",
        find=_at("look_up"),
        then=_looks_up("Zeb Quillfeather"),
    ),
    PageRow(
        name="custody_card",
        who=SERGEANT,
        heading="",
        find=_of_child("custody_card", *IN_CUSTODY),
        refused_to=OTHER_AREA,
    ),
    PageRow(name="matches", who=JUDGE, heading="", find=_at("matches"), refused_to=TEACHER),
    PageRow(name="match", variant="twins", who=JUDGE, heading="", find=_twins(JUDGE), refused_to=TEACHER),
    PageRow(name="extracts", who=EXTRACTS, heading="", find=_at("extracts"), refused_to=""),
    PageRow(
        name="extract",
        who=EXTRACTS,
        heading="",
        find=lambda: _find(
            "extract", lambda: Extract.objects.filter(agency__code="northshire-police").latest("received_at").id
        ),
    ),
    PageRow(
        name="extract",
        variant="refused",
        who=EXTRACTS,
        heading="missing.csv",
        find=_at("extracts"),
        then=_sends_a_broken_extract,
    ),
    PageRow(
        name="extract",
        variant="staged",
        who=EXTRACTS,
        heading="missing.csv",
        find=_at("extracts"),
        then=_sends_an_extract,
    ),
    PageRow(name="feeds", who=COORDINATOR, heading="Feeds", find=_at("feeds")),
    PageRow(name="feeds", variant="of-one-agency", who=EXTRACTS, heading="Feeds", find=_at("feeds")),
    PageRow(
        name="undo_extract",
        who=EXTRACTS,
        heading="Undo this extract?",
        find=lambda: _find("undo_extract", _brought_in),
    ),
    PageRow(
        name="undo_extract",
        variant="no-reason",
        who=EXTRACTS,
        heading="Undo this extract?",
        find=lambda: _find("undo_extract", _brought_in),
        then=_sends_nothing("Undo the extract"),
    ),
    PageRow(name="rules", who=TEACHER, heading="", find=_at("rules")),
    PageRow(name="rule", who=TEACHER, heading="", find=_at("rule", "R053")),
    PageRow(name="cases", who=TEACHER, heading="", find=_at("cases")),
    PageRow(name="case", who=TEACHER, heading="Terry", find=_at("case", "terry")),
    PageRow(name="case", variant="michael", who=TEACHER, heading="Michael", find=_at("case", "michael")),
    PageRow(name="case", variant="unnamed", who=TEACHER, heading="Unnamed", find=_at("case", "unnamed")),
    PageRow(name="vulnerabilities", who=TEACHER, heading="Vulnerabilities", find=_at("vulnerabilities")),
)

ON_THE_WAY_IN = "account_login account_reauthenticate account_change_password mfa_index mfa_authenticate"
ON_THE_WAY_IN += " mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp"
ON_THE_WAY_IN += " mfa_view_recovery_codes mfa_generate_recovery_codes mfa_keys"
SEEN_WHEN_SIGNING_IN = set(ON_THE_WAY_IN.split())
"""Pages that cannot be opened out of turn: test_signing_in_pages.py goes through them."""

ONLY_SENT_TO = (
    "close_glass",
    "ask_seal_off",
    "take_seal_off",
    "whereabouts_shown",
    "whereabouts_protected",
    "place_taken_back",
    "take_over_handover",
)
ONLY_SENT_TO += ("sign_out", "what_now_judge", "triage_judge", "answer_alert", "undo_match")
ONLY_SENT_TO += (
    "recall_share",
    "withdraw_share",
    "answer_share",
    "answer_share_reply",
    "reply_to_sent",
    "release_pack",
)
ONLY_SENT_TO += ("sign_agreement", "end_agreement", "name_officer")
ONLY_SENT_TO += ("tell_of_erased", "bring_in_extract", "let_extract_go", "end_session", "lock_desk", "see_desk")
ONLY_SENT_TO += ("mfa_remove_key", "let_conflict_pass", "answer_declared")
NOT_PAGES = {
    "mfa_reauthenticate_webauthn": "asks for a key as other pages do: looked at in test_security_keys.py",
    **dict.fromkeys(("account_email", "account_email_verification_sent"), "closed: an agency keeps the address"),
    "account_confirm_email": "closed: an agency keeps the address",
    "account_confirm_login_code": "leads to signing in: no codes are sent by mail",
    **dict.fromkeys(("account_with", "account_back"), "lead to a provider and back: read in test_accounts_provider.py"),
    **dict.fromkeys(("account_saml", "account_saml_on"), "only sent to: looked at in test_signing_in_by_saml.py"),
    "account_saml_metadata": "for machines: read in test_accounts_saml.py",
    "sent": "opens to whoever it was sent to, once it is: looked at in test_sharing_and_recalling.py",
    "concern_file": "a file: opened in test_concern_file_pages.py",
    "count_release_csv": "a file: read in test_counts_released.py",
    "pack_pdf": "a file: read in test_packs.py",
    **dict.fromkeys(("letter_pdf", "letter_ics"), "a file: read in test_letters.py"),
    "handover_pdf": "a file: read in test_handover.py",
    "today_pdf": "a file: read in test_briefing_pdf.py",
    **dict.fromkeys(("alive", "jobs_alive", "desk"), "a word for machines"),
    "copied": "takes the word of a page: done in test_taken_out.py",
    **dict.fromkeys(("witness", "policy_report"), "for machines: heads of partners' records, reports of browsers"),
    **dict.fromkeys(("concern_draft", "worker_concern_draft"), "a line of a page"),
    **dict.fromkeys(ONLY_SENT_TO, "only sent to"),
}
