"""Every act of a person says in the audit record whose record it was done to, or stands here with why it does not."""

import ast
from pathlib import Path

JOURNEYS = Path(__file__).resolve().parents[2] / "src" / "reachable" / "journeys"
NO_CHILD = "it is done to nobody's record"
ITS_OWN_ID = "it is kept under an id of its own; opening what it is about is noted with the record"
NOT_KNOWN = "whose record it is is not settled when it begins, and saying so would tell whether there is one"
MANY = "it is of a whole extract or of every record; what it touched is kept with it"
A_READ = "it looks through words or drafts, and does nothing to a record"
LEFT = "it still does not; the row it keeps says whose record, who and when"

WITHOUT = {
    "account_told._tell": NO_CHILD,
    "accounts_closed.close_accounts": NO_CHILD,
    "agreements_made.write_agreement": NO_CHILD,
    "agreements_made.write_next_version": NO_CHILD,
    "agreements_made.sign_agreement": NO_CHILD,
    "agreements_made.end_at_once": NO_CHILD,
    "agreements_made.name_officer": NO_CHILD,
    "conflicts_declared.declare_own_conflict": NO_CHILD,
    "conflicts_declared.ask_to_end_own": NO_CHILD,
    "conflicts_settled.settle_wish": NO_CHILD,
    "identities_bound.bind_identities": NO_CHILD,
    "let_back.let_back": NO_CHILD,
    "looks_watched.close_finding": NO_CHILD,
    "opening_paced.keep_opening_pace": NO_CHILD,
    "pace_kept.keep_pace": NO_CHILD,
    "concern_received.tell_of_refused_files": NO_CHILD,
    "concern_received.receive_concern": ITS_OWN_ID,
    "concern_triaged.decide_concern": ITS_OWN_ID,
    "glass_reviewed.review_glass": ITS_OWN_ID,
    "concern_file_opened.open_concern_file": ITS_OWN_ID,
    "glass_broken.break_glass": NOT_KNOWN,
    "glass_broken._keep": NOT_KNOWN,
    "just_happened.record_what_happened": NOT_KNOWN,
    "opened_by_event.open_possible_records": NOT_KNOWN,
    "record_sealed.ask_for_seal_off": NOT_KNOWN,
    "extract_imported.stage_extract": MANY,
    "extract_imported.bring_in_extract": MANY,
    "extract_imported.let_go": MANY,
    "extract_undone.undo_extract": MANY,
    "matches_looked_through.look_through_all": MANY,
    "concern_received.keep_draft": A_READ,
    "concern_received.give_up_draft": A_READ,
    "concern_received.find_own_draft": A_READ,
    "concern_received.list_concerns_of": A_READ,
    "letter_checked._about_places": A_READ,
    "words_screened._screen": A_READ,
    "words_screened.note_typed_addresses": A_READ,
    "words_screened.keep_words_apart": A_READ,
    "words_screened.require_no_place": A_READ,
    "conflicts_settled.settle_opening": LEFT,
    "file_left.note_file_left": LEFT,
    "glass_broken.close_my_glass": LEFT,
    "handed_over.hand_over": LEFT,
    "handed_over.take_over": LEFT,
    "holder_asked.ask_holder": LEFT,
    "holder_asked.answer_request": LEFT,
    "records_kept.tell": LEFT,
    "shared_by_decision.reply_to_sent": LEFT,
    "shared_by_decision.answer_recipient": LEFT,
}
"""Acts that name no record, each with why."""


def acts():
    """Yield each function of a journey that opens an act, and whether it names a record."""
    for file in sorted(JOURNEYS.glob("*.py")):
        for function in [each for each in ast.parse(file.read_text("utf-8")).body if isinstance(each, ast.FunctionDef)]:
            calls = [
                each for each in ast.walk(function) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
            ]
            opened = [each for each in calls if each.func.id == "acting"]
            if opened:
                noted_within = any(each.func.id == "note_acted_upon" for each in calls)
                names = noted_within or all(any(word.arg == "about" for word in each.keywords) for each in opened)
                yield f"{file.stem}.{function.name}", names


def test_every_act_names_its_record_or_stands_here_with_why_not():
    assert {name for name, names in acts() if not names} == set(WITHOUT)


def test_what_matters_most_is_never_excused():
    named = {name for name, names in acts() if names}
    assert named >= {
        "shared_by_decision.decide_to_share",
        "shared_by_decision.recall",
        "pack_made.release_pack",
        "record_erased.erase_child",
        "record_erased.hold_child",
        "record_sealed.seal_child",
        "whereabouts_protected.protect_whereabouts",
        "not_told_recorded.write_not_told",
        "match_judged.judge_match",
        "alert_answered.give_answer",
    }
