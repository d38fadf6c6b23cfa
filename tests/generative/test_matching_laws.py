"""What must hold of any two records and of any set of judgements."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.matching.domain.addresses import match_addresses
from reachable.matching.domain.blocking import blocking_keys, pairs_to_compare
from reachable.matching.domain.clusters import Answer, Judged, derive_clusters
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.dates import match_birth_dates
from reachable.matching.domain.decide import Proposal, decide
from reachable.matching.domain.description import Address, BirthDate, Description, Identifier, Name, NameKind, Phone
from reachable.matching.domain.evidence import Evidence, EvidenceKind, Finding
from reachable.matching.domain.likeness import word_likeness
from reachable.matching.domain.names import match_names
from reachable.matching.domain.shared_widely import NOTHING_SHARED
from reachable.people.domain.identifiers import Scheme

EXAMPLES = settings(max_examples=100, deadline=None)
MANY = settings(max_examples=200, deadline=None)

GIVEN = st.sampled_from(
    ("", "Jason", "Jay", "Jayden", "Kayden", "Aaliyah", "Aleah", "Mohammed", "Mohammed Hamza", "Md Bilal", "Mo", "J")
) | st.sampled_from(("Siobhán", "Zofia", "Ka-Ho", "Gurpreet Singh", "Samir", "Samar", "Smith", "Mary Ann", "Mary Jane"))
FAMILY = st.sampled_from(
    ("", "Smith", "Smyth", "Clarke", "Clark", "Iqbal", "Begum", "Singh", "ap Gwilym", "Gwillim", "O'Dowd", "Jason")
) | st.sampled_from(("Okafor-Bell", "Bell", "Wiśniewska", "Wiśniewski", "Sandhu"))
ANY_WORDS = st.text(max_size=12)
NAMES = st.builds(Name, GIVEN | ANY_WORDS, FAMILY | ANY_WORDS, st.sampled_from(NameKind))
DAYS = st.sampled_from([date(2011, 4, 3), date(2011, 3, 4), date(2011, 4, 8), date(2011, 1, 1), date(2009, 11, 26)]) | (
    st.dates(date(2005, 1, 1), date(2018, 12, 31))
)
BIRTH_DATES = st.builds(BirthDate.on, DAYS) | st.builds(
    lambda day, days: BirthDate(day, day + timedelta(days=days)), DAYS, st.integers(1, 700)
)
IDENTIFIERS = st.sampled_from(
    [
        Identifier(Scheme.NHS, "9990000018"),
        Identifier(Scheme.NHS, "9990000026"),
        Identifier(Scheme.NHS, "9990000017"),
        Identifier(Scheme.UPN, "K820200001001"),
        Identifier(Scheme.UPN, "W82020000100A"),
        Identifier(Scheme.ULN, "9020000011"),
        Identifier(Scheme.PNC, "2024/0000123Y"),
    ]
)
ADDRESSES = st.builds(
    Address,
    st.sampled_from(["12 Damson Close", "12 Damson Cl, Aldermere", "Flat 2, 12 Damson Close", "Abbot's Field", ""]),
    st.sampled_from(["NX1 1AA", "NX1 2BB", "ZZ99 3VZ", ""]),
    lived_to=st.sampled_from([None, date(2026, 1, 5)]),
)
PHONES = st.sampled_from([Phone("07700900123"), Phone("07700900123", "a parent"), Phone("07700900124")])


def up_to_two(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=2).map(tuple)


@st.composite
def records(draw: st.DrawFn, serial: int) -> Description:
    return Description(
        subject_id=SubjectId(UUID(int=serial)),
        agency_id=AgencyId(UUID(int=draw(st.integers(1, 2)))),
        agency_name=draw(st.sampled_from(["Aldermere High", "Northshire Police"])),
        names=draw(up_to_two(NAMES)),
        birth_dates=draw(up_to_two(BIRTH_DATES)),
        identifiers=draw(up_to_two(IDENTIFIERS)),
        addresses=draw(up_to_two(ADDRESSES)),
        phones=draw(up_to_two(PHONES)),
        twin_known=draw(st.booleans()),
    )


@EXAMPLES
@given(records(1), records(2))
def test_evidence_is_the_same_whichever_record_comes_first(left: Description, right: Description) -> None:
    evidence = gather_evidence(left, right)

    assert evidence == gather_evidence(right, left)
    assert decide(left, right, evidence) == decide(right, left, evidence)


@EXAMPLES
@given(NAMES, NAMES)
def test_two_names_compare_the_same_whichever_comes_first(left: Name, right: Name) -> None:
    assert match_names(left, right) == match_names(right, left)


@EXAMPLES
@given(st.text("abcdeijknory", min_size=1, max_size=8), st.text("abcdeijknory", min_size=1, max_size=8))
def test_two_words_are_as_alike_whichever_comes_first(left: str, right: str) -> None:
    assert word_likeness(left, right) is word_likeness(right, left)


@EXAMPLES
@given(BIRTH_DATES, BIRTH_DATES)
def test_two_birth_dates_compare_the_same_whichever_comes_first(left: BirthDate, right: BirthDate) -> None:
    assert match_birth_dates(left, right) is match_birth_dates(right, left)


@EXAMPLES
@given(ADDRESSES, ADDRESSES)
def test_two_addresses_compare_the_same_whichever_comes_first(left: Address, right: Address) -> None:
    assert match_addresses(left, right, NOTHING_SHARED) is match_addresses(right, left, NOTHING_SHARED)


@EXAMPLES
@given(records(1), records(2))
def test_every_piece_of_evidence_is_a_sentence_and_each_kind_is_said_once(
    left: Description, right: Description
) -> None:
    evidence = gather_evidence(left, right)

    assert all(each.sentence.endswith(".") and each.sentence[0] != " " for each in evidence)
    assert len({each.kind for each in evidence}) == len(evidence)


@st.composite
def records_alike(draw: st.DrawFn) -> tuple[Description, Description]:
    """Draw two agencies' records that share everything, but perhaps not the names."""
    left, right = draw(records(1)), draw(records(2))
    day = BirthDate.on(draw(DAYS))
    left = replace(left, twin_known=False, birth_dates=(day,))
    names = draw(st.sampled_from([left.names, right.names, (*left.names[:1], *right.names[:1])]))
    return left, replace(left, subject_id=right.subject_id, agency_id=AgencyId(UUID(int=99)), names=names)


def allowed_without_a_person(evidence: tuple[Evidence, ...]) -> bool:
    """Test the rule for linking without a person as it stands in the decision record, written out once more."""
    found = {each.kind: each.finding for each in evidence}
    strict = found.get(EvidenceKind.NAME) in {Finding.SAME_NAME, Finding.OTHER_SPELLING}
    loose = strict or found.get(EvidenceKind.NAME) in {
        Finding.SHORT_FORM,
        Finding.PART_OF_FAMILY,
        Finding.ORDER_SWAPPED,
    }
    by_number = loose and Finding.SAME_NUMBER in found.values()
    by_household = strict and {Finding.SAME_ADDRESS, Finding.SAME_PHONE} <= set(found.values())
    same_day = found.get(EvidenceKind.BIRTH_DATE) is Finding.SAME_DAY
    return (
        same_day and (by_number or by_household) and not any(each.disagrees and not each.is_weak for each in evidence)
    )


LINKED = Description(
    subject_id=SubjectId(UUID(int=1)),
    agency_id=AgencyId(UUID(int=1)),
    agency_name="Aldermere High",
    names=(Name("Jason", "Smith"),),
    birth_dates=(BirthDate.on(date(2011, 4, 3)),),
    identifiers=(Identifier(Scheme.NHS, "9990000018"),),
)


@MANY
@given(records_alike())
@example((LINKED, replace(LINKED, subject_id=SubjectId(UUID(int=2)), agency_id=AgencyId(UUID(int=2)))))
def test_nobody_is_linked_without_a_person_outside_the_written_rule(pair: tuple[Description, Description]) -> None:
    evidence = gather_evidence(*pair)

    if decide(*pair, evidence).proposal is Proposal.AUTOMATIC_SAME:
        assert allowed_without_a_person(evidence)


@EXAMPLES
@given(records(1))
def test_a_record_always_has_the_same_keys_and_meets_its_copy(record: Description) -> None:
    keys = blocking_keys(record)
    copy = SubjectId(UUID(int=7))

    assert keys == blocking_keys(record)
    if any(not key.startswith("RY|") for key in keys):
        assert list(pairs_to_compare([(record.subject_id, keys), (copy, keys)])) == [(record.subject_id, copy)]


SUBJECTS = [SubjectId(UUID(int=serial)) for serial in range(1, 8)]
PAIRS = list(combinations(SUBJECTS, 2))
JUDGEMENTS = st.lists(
    st.builds(
        lambda pair, answer, undone: Judged(*pair, answer, undone),
        st.sampled_from(PAIRS),
        st.sampled_from(Answer),
        st.booleans(),
    ),
    max_size=12,
)


def joined_by_hand(judgements: list[Judged]) -> set[frozenset[SubjectId]]:
    """Return who is one person, by merging two groups at a time until nothing changes."""
    groups = {each: frozenset({each}) for each in SUBJECTS}
    for judged in judgements:
        if judged.answer is Answer.SAME and not judged.undone:
            together = groups[judged.left] | groups[judged.right]
            for each in together:
                groups[each] = together
    return set(groups.values())


@EXAMPLES
@given(JUDGEMENTS)
def test_clusters_are_those_that_merging_by_hand_gives(judgements: list[Judged]) -> None:
    clusters = derive_clusters(SUBJECTS, judgements)

    assert {frozenset(each.members) for each in clusters} == joined_by_hand(judgements)
    assert all(each.key == min(each.members) for each in clusters)


@EXAMPLES
@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_clusters_are_the_same_in_whatever_order_things_come(judgements: list[Judged], random: object) -> None:
    subjects, shuffled = list(SUBJECTS), list(judgements)
    random.shuffle(subjects)  # type: ignore[attr-defined]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert derive_clusters(subjects, shuffled) == derive_clusters(SUBJECTS, judgements)


@EXAMPLES
@given(JUDGEMENTS)
def test_an_undone_judgement_is_as_if_it_had_never_been_made(judgements: list[Judged]) -> None:
    never_made = [each for each in judgements if not each.undone]

    assert derive_clusters(SUBJECTS, judgements) == derive_clusters(SUBJECTS, never_made)


@EXAMPLES
@given(JUDGEMENTS, st.lists(st.sampled_from(PAIRS), max_size=3))
def test_two_that_must_never_be_together_never_are(
    judgements: list[Judged], never_together: list[tuple[SubjectId, SubjectId]]
) -> None:
    for cluster in derive_clusters(SUBJECTS, judgements, never_together):
        assert not any({left, right} <= set(cluster.members) for left, right in never_together)


@EXAMPLES
@given(JUDGEMENTS)
def test_every_conflict_is_two_judged_different_in_one_cluster(judgements: list[Judged]) -> None:
    different = {
        frozenset({each.left, each.right}) for each in judgements if each.answer is Answer.DIFFERENT and not each.undone
    }
    clusters = derive_clusters(SUBJECTS, judgements)

    reported = {frozenset({each.left, each.right}) for cluster in clusters for each in cluster.conflicts}
    expected = {pair for pair in different if any(pair <= set(cluster.members) for cluster in clusters)}
    assert reported == expected
