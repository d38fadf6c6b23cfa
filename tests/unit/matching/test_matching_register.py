"""Many records compared at once: nothing is left out by the first look, and nothing is held but the records."""

from itertools import combinations

from people_to_match import HOME, MOBILE, NHS_NUMBER, record, subject

from reachable.demo.county.loading import claims_of
from reachable.demo.county.records import county_records
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.decide import Proposal, decide
from reachable.matching.domain.describe import describe
from reachable.matching.domain.register import make_register
from reachable.matching.domain.routes import RouteRecord, describe_routes, find_tipped
from reachable.matching.domain.shared_widely import MOST_HOLDERS_OF_A_PHONE


def county(children):
    return [describe(claims_of(each)) for each in county_records(3, children) if not each.is_sealed]


def proposals(register, pairs):
    return {each.pair: each.suggestion.proposal for each in register.compare(pairs)}


def test_the_first_look_never_changes_what_is_proposed():
    register = make_register(county(250))
    pairs = [pair if pair[0] < pair[1] else pair[::-1] for pair in combinations(register.described, 2)][:40_000]

    found = proposals(register, pairs)

    asked = 0
    for pair, proposal in found.items():
        left, right = register.described[pair[0]], register.described[pair[1]]
        assert proposal is decide(left, right, gather_evidence(left, right, register.shared_widely)).proposal
        asked += proposal is not Proposal.TOO_LITTLE
    assert asked > 50


def test_a_pair_is_compared_alike_alone_and_among_many():
    records = county(200)
    everybody = make_register(records)
    pairs = list(pairs_to_compare((each.subject_id, describe_routes(each).keys) for each in records))
    whole = list(everybody.compare(pairs))

    assert whole == [each for pair in pairs for each in everybody.compare([pair])]
    assert whole == list(make_register(reversed(records)).compare(pairs))


def test_a_record_that_is_not_among_them_is_never_suggested():
    register = make_register([record(1, nhs=NHS_NUMBER)])

    assert proposals(register, [(subject(1), subject(2))]) == {(subject(1), subject(2)): Proposal.NEVER}


def test_a_twin_anywhere_among_them_is_a_warning():
    twin = record(3, "Jordan Smith", address=HOME)
    same = [record(1, nhs=NHS_NUMBER, address=HOME), record(2, nhs=NHS_NUMBER, address=HOME)]
    pair = (subject(1), subject(2))

    assert proposals(make_register(same), [pair])[pair] is Proposal.AUTOMATIC_SAME
    assert proposals(make_register([*same, twin]), [pair])[pair] is Proposal.REVIEW


def test_evidence_of_a_pair_in_which_nothing_is_found_is_given_when_it_is_wanted_in_full():
    register = make_register([record(1), record(2, "Ffion Bevan", address=HOME, phone=MOBILE)])
    pair = (subject(1), subject(2))

    assert [each.evidence for each in register.compare([pair])] == [()]
    assert [each.evidence != () for each in register.compare([pair], in_full={pair})] == [True]


def test_a_telephone_tips_when_records_that_changed_make_it_shared_widely_or_no_longer_so():
    phone = "PH|01632960001"
    one, none = RouteRecord(held_values=frozenset({phone})), RouteRecord()
    most = MOST_HOLDERS_OF_A_PHONE

    assert find_tipped({phone: most + 1}, [one], [none]) == {phone}
    assert find_tipped({phone: most}, [none], [one]) == {phone}
    assert find_tipped({phone: most + 2}, [one], [none]) == set()
    assert find_tipped({phone: most + 1}, [one], [one]) == set()
