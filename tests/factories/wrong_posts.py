"""What somebody a thing is not for might send, rightly filled in.

In:  a scene.
Out: the address, the words that stand in it, and what is sent.
"""

from collections.abc import Iterator

from tests.factories.letters import letter
from tests.factories.not_told import filled_in
from tests.factories.whole_scene import Scene


def wrong_posts(scene: Scene) -> Iterator[tuple[str, dict[str, str], dict[str, object]]]:
    """Return what a stranger might send, rightly filled in, with what it would change if it were let."""
    words = scene.words()
    judge = {"own": scene.child, "other": scene.other_record, "answer": "SAME", "because": "They look alike"}
    decide = {
        "answer": "NO_FURTHER_ACTION",
        "because": "Nothing in it",
        "risk_outside_family": "NOT_SEEN",
        "risk_in_family": "NOT_SEEN",
        "told_reporter": "Nothing will happen.",
    }
    yield "answer_alert", words, {"act": "ACT_ON", "act_on-reason": "It is done"}
    yield "answer_alert", words, {"act": "CALL_NOT_RELEVANT", "call_not_relevant-reason": "Not ours"}
    yield "answer_alert", words, {"act": "ACKNOWLEDGE", "acknowledge-act_within": "60"}
    yield "answer_alert", {"alert_id": str(scene.concern_alert)}, {"act": "ACKNOWLEDGE", "acknowledge-act_within": "60"}
    yield "triage_concern", words, decide
    yield "triage_judge", words, judge
    yield "what_now_judge", words, judge
    yield "undo_match", words, {"because": "Wrong", "left": str(scene.child), "right": str(scene.other_record)}
    yield "match", words, {"answer": "SAME", "because": "They look alike"}
    yield "release_pack", words, {"to_whom": "x", "because": "x", "proof_demo": "1"}
    yield "sign_agreement", words, {"proof_demo": "1"}
    yield "end_agreement", words, {"because": "x", "proof_demo": "1"}
    yield "new_letter", words, letter(("CHILD", "x", ""), considered="on", proof_demo="1")
    yield "new_not_told", words, filled_in()
    yield "correct_not_told", words, filled_in(name="x", why="Because it was wrong")
    yield "end_not_told", words, {"because": "He may be told again"}
    yield "recall_share", words, {"because": "Wrong"}
    yield "withdraw_share", words, {"because": "Wrong"}
    yield "answer_share", words, {"agrees": "yes", "because": "Good"}
    yield "reply_to_sent", words, {"kind": "SEEN_TOO"}
    yield "refuse_share", words, {"asked_by": "x", "share_purpose": "SAFEGUARDING", "because": "x"}
    yield "bring_in_extract", words, {}
    yield "let_extract_go", words, {}
    yield "undo_extract", words, {"because": "The wrong file"}
    yield "finding", words, {"answer": "IN_ORDER", "words": "It was so"}
    why, day = "Nobody has needed it for years.", {"day": "1", "month": "6", "year": "2026"}
    until = {f"keep-next_on_{box}": typed for box, typed in day.items()}
    yield "kept_record", words, {"act": "KEEP", "keep-because": why, **until}
    yield "kept_record", words, {"act": "PROPOSE", "propose-ground": "ASKED_FOR", "propose-because": why}
    yield (
        "protection",
        words,
        {"act": "KEEP", "still-because": why, **{f"still-next_on_{n}": d for n, d in day.items()}},
    )
    yield "protection", words, {"act": "END", "proof_demo": "1"}
    yield "tell_of_erased", words, {}
    yield "glass_review", words, {"answer": "RIGHT", "words": "It was so"}
    yield "request", words, {"answer": "NEED_MORE", "words": "For when?"}
