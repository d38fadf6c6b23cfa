"""Who is one person, derived from judgements that can be undone."""

from people_to_match import subject

from reachable.matching.domain.clusters import Answer, Cluster, Conflict, ConflictKind, Judged, derive_clusters

A, B, C, D = (subject(serial) for serial in range(1, 5))


def test_subjects_judged_the_same_are_one_person_and_the_smallest_id_is_the_key() -> None:
    clusters = derive_clusters([D, C, B, A], [Judged(C, B, Answer.SAME), Judged(B, A, Answer.SAME)])

    assert clusters == (Cluster((A, B, C)), Cluster((D,)))
    assert [each.key for each in clusters] == [A, D]


def test_not_sure_and_different_join_nobody() -> None:
    judgements = [Judged(A, B, Answer.NOT_SURE), Judged(C, D, Answer.DIFFERENT)]

    assert [each.members for each in derive_clusters([A, B, C, D], judgements)] == [(A,), (B,), (C,), (D,)]


def test_an_undone_judgement_leaves_no_trace() -> None:
    judgements = [Judged(A, B, Answer.SAME), Judged(B, C, Answer.SAME, undone=True)]

    assert derive_clusters([A, B, C], judgements) == derive_clusters([A, B, C], judgements[:1])


def test_two_judged_different_inside_a_cluster_are_a_conflict_for_somebody_to_settle() -> None:
    judgements = [Judged(A, B, Answer.SAME), Judged(B, C, Answer.SAME), Judged(C, A, Answer.DIFFERENT)]

    (cluster,) = derive_clusters([A, B, C], judgements)

    assert cluster == Cluster((A, B, C), (Conflict(ConflictKind.JUDGED_DIFFERENT, A, C),))


def test_two_judged_different_in_two_clusters_are_no_conflict() -> None:
    clusters = derive_clusters([A, B, C], [Judged(A, B, Answer.SAME), Judged(B, C, Answer.DIFFERENT)])

    assert clusters == (Cluster((A, B)), Cluster((C,)))


def test_an_adopted_child_s_two_identities_are_never_joined_even_through_a_third_record() -> None:
    clusters = derive_clusters([A, B, C], [Judged(A, B, Answer.SAME), Judged(B, C, Answer.SAME)], [(C, A)])

    assert [each.members for each in clusters] == [(A,), (B,), (C,)]
    assert {each.conflicts for each in clusters} == {(Conflict(ConflictKind.NEVER_TOGETHER, A, C),)}


def test_a_judgement_of_a_subject_that_is_gone_counts_for_nothing() -> None:
    clusters = derive_clusters([A, C], [Judged(A, B, Answer.SAME), Judged(B, C, Answer.SAME)])

    assert clusters == (Cluster((A,)), Cluster((C,)))
