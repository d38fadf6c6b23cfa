"""Every address of the site, and what is answered to whom: to nobody signed in, to strangers, to those it is for.

In:  nothing.
Out: ROUTES; ABOUT_ONE, the names of those that are about one child or one matter.
"""

from dataclasses import dataclass

SIGN_IN, OPEN, ELSEWHERE, REFUSED, ABSENT, POST_ONLY, NOT_KEPT, STOPPED = 302, 200, 302, 403, 404, 405, 422, 503


@dataclass(frozen=True, slots=True)
class Route:
    """What is answered to a GET: of nobody signed in, of each of the three strangers, and of somebody it is for."""

    name: str
    nobody: int
    recorder: int
    stranger: int
    officer: int
    whose: str
    theirs: int = OPEN


SOCIAL_WORKER, COORDINATOR, TEACHER = "northshire-social-worker", "northshire-coordinator", "northshire-teacher"
OWN_OFFICER = "northshire-extract-officer"
AUTHORITY, SCHOOL = "northshire-sealing-authority", "northshire-safeguarding-lead"
SUPERVISOR, ANALYST = "northshire-supervisor", "northshire-analyst"
ROUTES = (
    # Of one child, concern, alert or pair of records: for those who work with it.
    Route("child", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("child_records", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("child_people", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("child_looked", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("whereabouts", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("keep_place", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("protection", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("not_told", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("new_not_told", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("correct_not_told", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("end_not_told", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("custody_card", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("what_now", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("alert", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("triage_concern", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("concern_file", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("match", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("handover", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("handover_pdf", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("extract", SIGN_IN, ABSENT, ABSENT, ABSENT, OWN_OFFICER),
    Route("concern_sent", SIGN_IN, ABSENT, ABSENT, ABSENT, TEACHER),
    Route("seal", SIGN_IN, ABSENT, ABSENT, ABSENT, AUTHORITY),
    Route("new_seal", SIGN_IN, ABSENT, ABSENT, ABSENT, AUTHORITY),
    Route("seals", SIGN_IN, ABSENT, OPEN, ABSENT, AUTHORITY),
    Route("child_shares", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("new_share", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("refuse_share", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("share", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("sent", SIGN_IN, ABSENT, ABSENT, ABSENT, SCHOOL),
    Route("finding", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("kept_record", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("ask_holder", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("request", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("glass_review", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("child_packs", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("new_pack", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("pack", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("pack_pdf", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("agreement", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("new_agreement_version", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("child_letters", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("new_letter", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("letter", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("letter_pdf", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    Route("letter_ics", SIGN_IN, ABSENT, ABSENT, ABSENT, SOCIAL_WORKER),
    # Lists of what the reader works with: nothing of anybody else is on them.
    Route("findings", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("protections", SIGN_IN, ABSENT, OPEN, ABSENT, SOCIAL_WORKER),
    Route("keeping", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("holds", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("erased", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("requests", SIGN_IN, ABSENT, OPEN, ABSENT, SOCIAL_WORKER),
    Route("glass_reviews", SIGN_IN, ABSENT, OPEN, ABSENT, SUPERVISOR),
    Route("break_glass", SIGN_IN, ABSENT, OPEN, ABSENT, COORDINATOR),
    Route("glass_nothing", SIGN_IN, ABSENT, OPEN, ABSENT, COORDINATOR),
    Route("handovers", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("new_handover", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("today", SIGN_IN, ELSEWHERE, OPEN, ELSEWHERE, COORDINATOR),
    Route("today_pdf", SIGN_IN, ELSEWHERE, OPEN, ELSEWHERE, COORDINATOR),
    Route("alerts", SIGN_IN, OPEN, OPEN, OPEN, COORDINATOR),
    Route("triage", SIGN_IN, ABSENT, ABSENT, ABSENT, COORDINATOR),
    Route("matches", SIGN_IN, ABSENT, OPEN, ABSENT, COORDINATOR),
    Route("undo_extract", SIGN_IN, ABSENT, ABSENT, ABSENT, OWN_OFFICER, ELSEWHERE),
    Route("extracts", SIGN_IN, ABSENT, ABSENT, OPEN, OWN_OFFICER),
    Route("feeds", SIGN_IN, ABSENT, ABSENT, OPEN, COORDINATOR),
    Route("look_up", SIGN_IN, OPEN, OPEN, OPEN, COORDINATOR),
    Route("sharing", SIGN_IN, ABSENT, OPEN, ABSENT, SCHOOL),
    Route("own_concerns", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("count_releases", SIGN_IN, ABSENT, ABSENT, ABSENT, ANALYST),
    Route("count_release", SIGN_IN, ABSENT, ABSENT, ABSENT, ANALYST),
    Route("count_release_csv", SIGN_IN, ABSENT, ABSENT, ABSENT, ANALYST),
    # For everybody signed in: forms, numbers to ring, and what is true of no child.
    Route("new_concern", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("new_worker_concern", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("happened", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("happened_recorded", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("record_happening", SIGN_IN, REFUSED, REFUSED, REFUSED, TEACHER),
    Route("ring", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("rules", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("rule", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("cases", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("case", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("vulnerabilities", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("agreements", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("new_agreement", SIGN_IN, ABSENT, ABSENT, ABSENT, SUPERVISOR),
    Route("own_conflicts", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("own_sessions", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("unlock_desk", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    Route("choose_assignment", SIGN_IN, OPEN, OPEN, OPEN, TEACHER),
    # Without signing in: nothing of anybody is on them.
    Route("desk", OPEN, OPEN, OPEN, OPEN, TEACHER),
    Route("alive", OPEN, OPEN, OPEN, OPEN, TEACHER),
    # No jobs run here, and that is said to whoever asks.
    Route("jobs_alive", STOPPED, STOPPED, STOPPED, STOPPED, TEACHER, STOPPED),
    Route("demo_sign_in", OPEN, OPEN, OPEN, OPEN, TEACHER),
    # No provider is set here, and so none is gone to.
    Route("account_with", ABSENT, ABSENT, ABSENT, ABSENT, TEACHER, ABSENT),
    Route("account_back", ABSENT, ABSENT, ABSENT, ABSENT, TEACHER, ABSENT),
    Route("account_saml_metadata", ABSENT, ABSENT, ABSENT, ABSENT, TEACHER, ABSENT),
    Route("concern_draft", OPEN, OPEN, OPEN, OPEN, TEACHER),
    Route("worker_concern_draft", OPEN, OPEN, OPEN, OPEN, TEACHER),
    # Nothing is done by following a link to them.
    Route("account_saml", POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("account_saml_on", POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("sign_out", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("end_session", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("copied", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("see_desk", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("lock_desk", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("close_glass", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, COORDINATOR, POST_ONLY),
    Route("whereabouts_shown", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("whereabouts_protected", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("place_taken_back", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("answer_alert", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("take_over_handover", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, COORDINATOR, POST_ONLY),
    Route("ask_seal_off", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, AUTHORITY, POST_ONLY),
    Route("take_seal_off", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, AUTHORITY, POST_ONLY),
    Route("triage_judge", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, COORDINATOR, POST_ONLY),
    Route("what_now_judge", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, COORDINATOR, POST_ONLY),
    Route("undo_match", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, COORDINATOR, POST_ONLY),
    Route("bring_in_extract", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, OWN_OFFICER, POST_ONLY),
    Route("withdraw_share", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("recall_share", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("answer_share", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("answer_share_reply", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("sign_agreement", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("end_agreement", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("name_officer", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("let_conflict_pass", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("answer_declared", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("release_pack", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SOCIAL_WORKER, POST_ONLY),
    Route("reply_to_sent", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SCHOOL, POST_ONLY),
    Route("witness", POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("policy_report", POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, TEACHER, POST_ONLY),
    Route("tell_of_erased", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, SUPERVISOR, POST_ONLY),
    Route("let_extract_go", SIGN_IN, POST_ONLY, POST_ONLY, POST_ONLY, OWN_OFFICER, POST_ONLY),
)
ABOUT_ONE = ("child", "child_records", "child_people", "child_looked", "custody_card", "what_now", "alert")
ABOUT_ONE += ("triage_concern", "match", "extract", "undo_extract", "concern_sent", "handover", "handover_pdf", "seal")
ABOUT_ONE += ("ask_holder", "request")
ABOUT_ONE += ("protection", "keep_place")
ABOUT_ONE += ("whereabouts", "glass_review", "child_shares", "new_share", "refuse_share", "share", "sent")
ABOUT_ONE += ("child_packs", "new_pack", "pack", "pack_pdf")
ABOUT_ONE += ("finding", "concern_file", "kept_record", "agreement", "new_agreement_version")
ABOUT_ONE += ("child_letters", "new_letter", "letter", "letter_pdf", "letter_ics")
ABOUT_ONE += ("not_told", "new_not_told", "correct_not_told", "end_not_told")
