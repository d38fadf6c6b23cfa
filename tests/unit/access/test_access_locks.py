"""A lock that is not as it was made is told once it was seen twice, and told again when nobody mends it."""

from datetime import UTC, datetime, timedelta

from reachable.access.domain.locks import MOST_NAMED, LockChanged, LockWatch, compare_locks, say_changed

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MADE = {"policies": {"one": "a", "two": "b"}, "roles": {"app": "x"}}


def test_what_is_gone_added_and_changed_is_named_and_what_is_the_same_is_not():
    found = {"policies": {"one": "a", "three": "c"}, "roles": {"app": "y"}}
    assert [each.say() for each in compare_locks(MADE, found)] == [
        "policies: three is added",
        "policies: two is gone",
        "roles: app is changed",
    ]
    assert compare_locks(MADE, MADE) == ()
    assert len(compare_locks(MADE, {})) == 3


def test_a_change_is_told_when_it_was_seen_twice_and_again_after_half_a_day():
    watch, gone = LockWatch(), compare_locks(MADE, {"policies": MADE["policies"]})
    told = [watch.see(gone, NOW + number * MINUTE) for number in range(800)]
    assert [number for number, was_told in enumerate(told) if was_told] == [1, 721]


def test_a_migration_under_way_is_told_to_nobody():
    watch = LockWatch()
    policies, roles = MADE["policies"], MADE["roles"]
    seen = [compare_locks(MADE, {"policies": policies}), compare_locks(MADE, {"roles": roles}), ()]
    assert not any(watch.see(each, NOW + number * MINUTE) for number, each in enumerate(seen))


def test_a_lock_that_stays_off_is_told_however_others_come_and_go():
    watch, gone = LockWatch(), {"policies": {"one": "a"}, "roles": MADE["roles"]}
    looks = [{**gone, "triggers": {"dummy": str(number % 2)}} for number in range(5)]
    told = [watch.see(compare_locks(MADE, each), NOW + number * MINUTE) for number, each in enumerate(looks)]
    assert told.index(True) == 1


def test_what_was_mended_and_taken_off_again_is_told_again():
    watch, gone = LockWatch(), compare_locks(MADE, {})
    assert [watch.see(each, NOW) for each in (gone, gone, (), gone, gone)] == [False, True, False, False, True]


def test_a_look_comes_every_minute():
    watch = LockWatch()
    assert watch.is_due(NOW)
    watch.see((), NOW)
    assert [watch.is_due(NOW + each) for each in (MINUTE / 2, MINUTE)] == [False, True]


def test_many_are_counted_and_the_first_named():
    many = tuple(LockChanged("policies", f"p{number:02}", "gone") for number in range(MOST_NAMED + 3))
    assert say_changed(many).endswith("; and 3 more")
    assert "p00 is gone" in say_changed(many)
