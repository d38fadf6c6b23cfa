"""As what the rows of each table about somebody are kept, and why that is right.

In:  nothing.
Out: KEPT. A new table about somebody is added here: the build fails until it says how long its rows are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reachable.keeping.domain.rule_book import KeptAs

C, X, W = KeptAs.CHILD_RECORD, KeptAs.CONTEXT, KeptAs.WORKING


@dataclass(frozen=True, slots=True)
class TableKept:
    """As what the rows of a table may be kept, the usual first, and why."""

    kept_as: tuple[KeptAs, ...]
    because: str


def _child(because: str) -> TableKept:
    return TableKept((C,), because)


def _working(because: str) -> TableKept:
    return TableKept((W,), because)


KEPT: Mapping[str, TableKept] = {
    "access_workingrelationship": _working(
        "it lets somebody look while they work with the child, and says nothing else"
    ),
    "access_seal": _child("who hid a record and why is asked for as long as the record is there"),
    "access_namedforseal": _child("it belongs to the seal"),
    "access_declaredconflict": _working("it keeps a worker from a record while they work here"),
    "access_clearedconflict": _child(
        "why somebody was let past a conflict is asked for as long as the record is there"
    ),
    "people_subject": _child("it is the record"),
    "people_sourcerecord": _child("it is what the agency sent"),
    "people_name": _child("it is what the agency sent"),
    "people_birthdate": _child("it is what the agency sent"),
    "people_identifier": _child("it is what the agency sent"),
    "people_contact": _child("it is what the agency sent"),
    "people_residence": _child("it is what the agency sent"),
    "people_schooling": _child("it is what the agency sent"),
    "people_equalitydetail": _child("it is what the agency sent"),
    "people_adultaround": _child("an adult is held for the child's sake, and no longer"),
    "people_mustnotbetold": _child("whoever opens the record must know it as long as there is one"),
    "people_clustermember": _working("it is worked out from judgements"),
    "places_protectedchild": _child("why whereabouts are kept apart is asked for as long as they are"),
    "places_protectionlook": _child("why it was kept on or ended is asked for as long as the record is there"),
    "places_childkey": _child("what is sealed under it is kept as long; destroying it erases that"),
    "places_keptplace": _child("it is what the agency sent, kept apart"),
    "places_placetoken": _child("it finds the place for as long as the place is kept"),
    "intake_concerndraft": _working("it is what somebody has typed and not sent"),
    "intake_concern": TableKept((C, X), "a concern is part of the child's record, or of a place's or group's"),
    "intake_concernchild": TableKept((C, X), "it belongs to the concern"),
    "intake_concernfile": TableKept((C, X), "it belongs to the concern"),
    "intake_observation": TableKept((C, X), "it belongs to the concern"),
    "intake_triagedecision": TableKept((C, X), "why somebody decided as they did is asked for as long as the concern"),
    "intake_stagedfile": _working("it is looked at once, and its bytes go when it is brought in or refused"),
    "intake_carriedbyextract": _working("it lets an extract be undone, and holds ids alone"),
    "matching_routes": _working("it is worked out from what the agencies sent"),
    "matching_candidate": _working("it is worked out, and waits for a judgement"),
    "matching_judgement": _child("why records were taken to be one child is asked for as long as they are there"),
    "timeline_event": _child("it is what happened"),
    "timeline_participation": _child("it belongs to the event"),
    "rules_toevaluate": _working("it asks for a child's rules to be asked"),
    "rules_lastasked": _working("it says what the rules were last asked on"),
    "rules_firing": _child("reviews ask what was known, when, and what was due"),
    "rules_duty": _child("reviews ask what was known, when, and what was due"),
    "alerts_alert": _child("reviews ask whose turn it was"),
    "alerts_telling": _child("reviews ask who was told and when"),
    "alerts_answer": _child("reviews ask what was answered"),
    "casework_trustedadult": _child("whom the child trusts is part of the record"),
    "casework_handovernote": _child("what one shift told the next is part of the records of those it names"),
    "casework_handoverline": _child("it is what one shift told the next of the child"),
    "oversight_brokenglass": _child("why somebody broke the glass is asked for as long as the record is there"),
    "oversight_lookfinding": _child("why somebody was asked how they looked is asked for as long"),
    "oversight_holderrequest": _child(
        "what was asked of whom, and answered, is asked for as long as the record is there"
    ),
    "sharing_sharedecision": _child("why something left, or did not, is asked for as long as the record is there"),
    "sharing_shareditem": _child("it belongs to the decision"),
    "sharing_sharerecipient": _child("it belongs to the decision"),
    "sharing_sharedcopy": _child("it is what somebody was sent"),
    "sharing_sharereply": _child("it is what a recipient said of the child"),
    "sharing_pack": _child("what was given to a person or a court is asked for as long as the record is there"),
    "sharing_letter": _child("what was written to whom is asked for as long as the record is there"),
    "sharing_lefthere": _child("whoever has a copy must be told of what becomes of the record"),
    "keeping_review": _child("it says by which rule the record is kept, for as long as it is"),
    "keeping_hold": _child("why a record must not be erased is asked for as long as the record is there"),
    "keeping_proposal": _child("it waits for a second person; what was decided is left when the record is gone"),
    "keeping_totell": TableKept((C,), "it says who has a copy of what is gone, and nothing of whom it was"),
}
