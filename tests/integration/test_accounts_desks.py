"""Cases 2, 26 and 28: desks lock, sessions end, leavers are out at once, and who looks too fast is slowed down."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from reachable.access import operations
from reachable.access.context import acting, reading, running
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.sign_in_rules import read_dated_minutes
from reachable.access.domain.viewer import Actor, Role, Run
from reachable.access.models import Membership, RotaEntry, SignedInSession, User, WorkingRelationship
from reachable.access.operations.leavers import close_account
from reachable.access.queries.alarms import list_alarms
from reachable.access.queries.sessions import find_own_looks, list_hours_of_looking
from reachable.config.command import main
from reachable.journeys.accounts_closed import close_accounts
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import (
    DAY,
    MACHINE,
    NOW,
    in_role,
    is_opened,
    make_corner,
    make_user,
    viewer_of,
    work_with,
)

PASSWORD = "seven herons under the old bridge"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140"
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537"


def note(request):
    return HttpResponse(f"kept: {request.POST.get('words', '')}")


urlpatterns = [path("note/", note), path("", include("reachable.config.urls"))]


class Clock:
    now = NOW

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: clock.now)
    monkeypatch.setattr("reachable.web.account.adapter.read_clock", lambda: clock.now)
    return clock


@pytest.fixture
def corner(database, tmp_path, clock):
    with override_settings(
        ROOT_URLCONF=__name__,
        STORAGES=PLAIN_FILES,
        STATIC_ROOT=tmp_path,
        IDLE_LOCK=read_dated_minutes({"2020-01-01": "10"}),
        LONGEST_SESSION=read_dated_minutes({"2020-01-01": "480"}),
        LOOK_UPS_AN_HOUR=5,
        REFUSALS_AN_HOUR=3,
        SENDS_A_MINUTE=8,
    ):
        yield make_corner()


def sign_in(corner, browser=FIREFOX, **where) -> Client:
    client = Client(headers={"user-agent": browser}, **where)
    client.post("/demo/sign-in/", {"membership_id": str(corner.asha_membership)})
    client.get("/note/")
    return client


def unlock(client, address="/note/", **filled_in):
    return client.post(address, {"proof_demo": "1", "proof_of_reading": "1", **filled_in})


def test_a_desk_that_stands_still_for_ten_minutes_locks_and_nothing_of_it_is_shown(corner, clock):
    asha = sign_in(corner)
    clock.pass_minutes(9.9)
    assert asha.get("/note/").content == b"kept: "
    clock.pass_minutes(10)
    answer = asha.get("/note/")
    assert answer.status_code == 403
    assert b"This desk is locked" in answer.content
    assert b"kept:" not in answer.content
    assert b"Asha" not in answer.content or b"note/" not in answer.content
    clock.now -= timedelta(minutes=5)
    assert asha.get("/note/").status_code == 403, "once locked it stays locked, whatever a clock says"


def test_what_was_typed_at_a_locked_desk_goes_on_with_the_proof_and_the_session_stays(corner, clock):
    asha = sign_in(corner)
    clock.pass_minutes(11)
    asked = asha.post("/note/", {"words": 'he said "run" <b>'})
    assert b'value="he said &#34;run&#34; &lt;b&gt;"' in asked.content
    before = SignedInSession.objects.get()
    done = asha.post("/note/", {"words": 'he said "run" <b>', "proof_demo": "1"})
    assert done.content == b'kept: he said "run" <b>'
    assert asha.get("/note/").status_code == 200
    assert SignedInSession.objects.get().id == before.id


def test_a_locked_desk_lets_nothing_be_done_but_proving_who_is_there_and_signing_out(corner, clock):
    asha = sign_in(corner)
    clock.pass_minutes(11)
    for address in ("/", "/look-up/", "/sessions/", "/accounts/password/change/", "/accounts/2fa/", "/assignment/"):
        assert b"This desk is locked" in asha.get(address).content, address
    assert asha.post("/sessions/end/", {"session": "everywhere"}).status_code == 403
    assert asha.get("/note/", headers={"hx-request": "true"}).status_code == 423
    assert asha.get("/desk/").json()["left"] == 0
    assert asha.post("/sign-out/").status_code == 302
    assert "demo/sign-in" in asha.get("/note/")["Location"]


def test_a_proof_from_before_the_lock_does_not_open_it(corner, clock):
    asha = sign_in(corner)
    clock.pass_minutes(11)
    assert clock.now - NOW < timedelta(minutes=15), "the proof of signing in would still be fresh"
    assert asha.get("/note/").status_code == 403


def test_outside_a_demo_a_locked_desk_opens_to_the_person_alone(corner, clock):
    asha = sign_in(corner)
    User.objects.filter(id=corner.asha).update(password=make_password(PASSWORD))
    asha.force_login(User.objects.get(id=corner.asha), backend="allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False):
        asha.get("/note/")
        clock.pass_minutes(11)
        assert unlock(asha).status_code == 403, "saying so is no proof"
        wrong = asha.post("/note/", {"proof_password": "another long one here", "words": "typed"})
        assert wrong.status_code == 422
        assert b'value="typed"' in wrong.content
        asha.post("/note/", {"proof_password": PASSWORD, "words": "typed"})
        assert SignedInSession.objects.get(id=asha.session["session_id"]).locked == ""


def test_after_too_many_wrong_passwords_a_locked_desk_says_so_and_keeps_what_was_typed(corner, clock):
    asha = sign_in(corner)
    User.objects.filter(id=corner.asha).update(password=make_password(PASSWORD))
    asha.force_login(User.objects.get(id=corner.asha), backend="allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False):
        asha.get("/note/")
        clock.pass_minutes(11)
        said = [asha.post("/note/", {"proof_password": "another long one here", "words": "typed"}) for _ in range(12)]
    assert {each.status_code for each in said} == {422}
    assert b"Too many" in said[-1].content
    assert b'value="typed"' in said[-1].content


def test_a_desk_is_locked_by_hand(corner):
    asha = sign_in(corner)
    assert asha.post("/desk/lock/", follow=True).status_code == 403
    assert SignedInSession.objects.get().locked == "LOCKED_BY_HAND"
    assert unlock(asha, "/desk/unlock/").status_code == 302
    assert b"This desk is open" in asha.get("/desk/unlock/").content


def test_a_page_that_only_asks_whether_the_desk_is_locked_keeps_nobody_signed_in(corner, clock):
    asha = sign_in(corner)
    for _ in range(5):
        clock.pass_minutes(2.5)
        left = asha.get("/desk/").json()["left"]
    assert left == 0
    assert asha.get("/note/").status_code == 403


def test_saying_that_somebody_types_keeps_the_desk_open(corner, clock):
    asha = sign_in(corner)
    for _ in range(5):
        clock.pass_minutes(5)
        assert asha.post("/desk/seen/").status_code == 204
    assert asha.get("/note/").status_code == 200


def test_a_session_is_over_after_its_longest_time_however_much_it_is_used_and_what_was_sent_is_shown_once(
    corner, clock
):
    asha = sign_in(corner)
    for _ in range(95):
        clock.pass_minutes(5)
        assert asha.get("/note/").status_code == 200
    clock.pass_minutes(5)
    answer = asha.post("/note/", {"words": "he was afraid of them"})
    assert answer.status_code == 403
    assert b"he was afraid of them" in answer.content
    assert b"kept:" not in answer.content
    assert "demo/sign-in" in asha.get("/note/")["Location"]
    assert SignedInSession.objects.get().ended_because == "TOO_LONG"


def test_case_26_a_session_used_in_another_browser_or_network_asks_who_is_there(corner, clock):
    asha = sign_in(corner)
    for browser, address in ((CHROME, "127.0.0.1"), (FIREFOX, "81.2.69.160")):
        thief = Client(headers={"user-agent": browser}, REMOTE_ADDR=address)
        thief.cookies["sessionid"] = asha.cookies["sessionid"].value
        assert b"used in another place or browser" in thief.get("/note/").content
        assert asha.get("/note/").status_code == 403, "nobody knows which of the two is Asha"
        assert unlock(asha).status_code == 302
        assert asha.get("/note/").status_code == 200


def test_case_26_signing_in_at_another_place_locks_the_first_until_it_is_proved_there(corner):
    first = sign_in(corner)
    second = sign_in(corner, CHROME, REMOTE_ADDR="81.2.69.160")
    assert second.get("/note/").status_code == 200
    assert first.get("/note/").status_code == 403
    assert unlock(first).status_code == 302
    assert first.get("/note/").status_code == second.get("/note/").status_code == 200


def test_only_a_proxy_is_believed_about_where_somebody_calls_from(corner):
    asha = sign_in(corner)
    assert asha.get("/note/", headers={"x-forwarded-for": "81.2.69.160"}).status_code == 200
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert asha.get("/note/", headers={"x-forwarded-for": "9.9.9.9, 127.0.0.1"}).status_code == 200
        assert asha.get("/note/", headers={"x-forwarded-for": "127.0.0.1, 81.2.69.160"}).status_code == 403


def test_somebody_sees_where_they_are_signed_in_and_ends_one_or_all(corner):
    one, two, three = (sign_in(corner) for _ in range(3))
    page = one.get("/sessions/").content.decode()
    assert page.count("Firefox on Linux") == 3 + 2, "three, and two buttons that name theirs"
    newest = SignedInSession.objects.order_by("-began_at", "id")
    ids = {client: client.get("/desk/").json()["session"] for client in (one, two, three)}
    assert set(ids.values()) == {str(each.id) for each in newest}
    one.post("/sessions/end/", {"session": ids[two]})
    assert "demo/sign-in" in two.get("/note/")["Location"]
    assert three.get("/note/").status_code == 200
    one.post("/sessions/end/", {"session": "everywhere"})
    for client in (one, three):
        assert "demo/sign-in" in client.get("/note/")["Location"]


def test_nobody_ends_the_session_of_somebody_else(corner):
    asha = sign_in(corner)
    other = SignedInSession.objects.create(user_id=make_another(corner), began_at=NOW, seen_at=NOW)
    asha.post("/sessions/end/", {"session": str(other.id)})
    asha.post("/sessions/end/", {"session": "everywhere"})
    other.refresh_from_db()
    assert other.ended_at is None
    assert asha.post("/sessions/end/", {"session": "nonsense"}).status_code == 302


def make_another(corner):
    with running(job="test", now=NOW):
        return make_user("benedict")


def test_case_28_somebody_who_leaves_is_out_at_once_and_what_they_had_set_going_stops(corner, clock):
    asha = sign_in(corner)
    work_with(corner, corner.council_record, user=corner.asha)
    with running(job="test", now=NOW):
        turn = DutyTurn(
            team_id=corner.workers,
            step=1,
            user_id=corner.asha,
            name="Asha",
            phone="07700 900001",
            starts_at=NOW - DAY,
            ends_at=NOW + DAY,
        )
        operations.register_rota_entry(turn=turn, by=MACHINE, now=NOW)
        Membership.objects.create(user_id=corner.asha, team_id=corner.custody, role="RECORDER", starts_at=NOW + DAY)
    assert is_opened(viewer_of(corner), corner.council_record)
    clock.pass_minutes(1)
    closed, unknown = close_accounts(emails=["ASHA@example.org", "nobody@example.org"], now=clock.now)
    assert unknown == ("nobody@example.org",)
    ended = closed["ASHA@example.org"]
    assert (ended.sessions, ended.assignments, ended.relationships) == (1, 2, 1)
    assert (ended.turns_given, ended.turns_left) == (1, 0)
    assert "demo/sign-in" in asha.get("/note/")["Location"]
    turn = RotaEntry.objects.get()
    assert (turn.user_id, turn.phone) == (None, "01632 960003"), "the alert goes to the desk"
    assert not Membership.objects.filter(user_id=corner.asha, ends_at=None).exists()
    with running(job="test", now=clock.now):
        assert not WorkingRelationship.objects.filter(user_id=corner.asha, ends_at__gt=clock.now).exists()
    person = User.objects.get(id=corner.asha)
    assert not person.is_active
    assert not person.has_usable_password()


def test_case_28_all_of_it_ends_or_none_of_it(corner):
    asha = sign_in(corner)
    by = Actor(user_id=None, agency_id=None, name="test")
    with pytest.raises(ZeroDivisionError), acting(by=by, what="closes an account and fails", now=NOW):
        close_account(user_id=corner.asha, by=by, now=NOW + timedelta(minutes=1))
        raise ZeroDivisionError
    assert User.objects.get(id=corner.asha).is_active
    assert asha.get("/note/").status_code == 200


def test_case_28_a_list_of_leavers_closes_all_it_knows_and_says_whom_it_does_not(corner, tmp_path, capsys):
    listed = tmp_path / "leavers.txt"
    listed.write_text("asha@example.org\n\nnobody@example.org\n")
    assert main(["leave", "--from", str(listed)]) == 1
    said = capsys.readouterr()
    assert "asha@example.org: closed" in said.out
    assert "nobody@example.org: nobody signs in" in said.out + said.err
    assert not User.objects.get(id=corner.asha).is_active
    assert main(["leave"]) == 1


def test_case_2_who_asks_for_records_they_may_not_see_is_slowed_down_and_their_reviewer_is_told_why(corner, clock):
    asha = sign_in(corner)
    answers = []
    for _ in range(6):
        clock.pass_minutes(1)
        answers.append(asha.get(f"/child/{uuid4()}/"))
    assert [each.status_code for each in answers] == [404, 404, 404, 429, 429, 429]
    slow = answers[-1]
    assert 3000 < int(slow["Retry-After"]) <= 3600
    assert b"Slow down" in slow.content
    assert b"If it cannot wait, ring" in slow.content
    with reading(in_role(viewer_of(corner, at=clock.now), Role.SUPERVISOR)):
        told = list_alarms(viewer=viewer_of(corner), since=NOW)
    assert told == (), "a supervisor is never told of themselves"
    with running(job="test", now=clock.now):
        told = list_alarms(viewer=Run("test"), since=NOW)
    assert [each.what.split(":")[0] for each in told] == ["slowed down"], "once in an hour"
    assert told[0].agency_id == corner.council
    clock.pass_minutes(61)
    unlock(asha)
    assert asha.get(f"/child/{uuid4()}/").status_code == 404


def test_case_2_refused_absent_and_another_teams_child_are_slowed_down_alike(corner):
    asha = sign_in(corner)
    for _ in range(3):
        asha.get(f"/child/{uuid4()}/")
    answers = {asha.get(f"/child/{child}/").content for child in (corner.other_child, uuid4())}
    assert len({answer.split(b"csrfmiddlewaretoken")[0] for answer in answers}) == 1


def test_case_2_whoever_works_with_a_child_opens_it_however_often_they_were_refused(corner):
    asha = sign_in(corner)
    work_with(corner, corner.council_record)
    for _ in range(6):
        asha.get(f"/child/{uuid4()}/")
    assert asha.get(f"/child/{uuid4()}/").status_code == 429
    assert asha.get(f"/child/{corner.council_record}/looked/").status_code == 200


def test_case_2_look_ups_are_slowed_down_before_anything_is_searched(corner, clock):
    asha = sign_in(corner)
    codes = [asha.post("/look-up/", {"words": f"Jo{number} Pike"}).status_code for number in range(6)]
    assert codes == [200, 200, 200, 200, 200, 429]
    with reading(viewer_of(corner, at=clock.now)):
        looks = find_own_looks(viewer=viewer_of(corner), since=NOW - DAY)
    assert (len(looks.look_ups), len(looks.refusals), len(looks.slowed)) == (5, 0, 1)
    with running(job="test", now=clock.now):
        (hour,) = list_hours_of_looking(viewer=Run("test"), since=NOW - DAY)
    assert (hour.user_id, hour.look_ups, hour.refusals) == (corner.asha, 5, 0)


def test_how_often_others_looked_is_told_to_a_run_alone(corner, clock):
    asha = sign_in(corner)
    asha.post("/look-up/", {"words": "Jo Pike"})
    with reading(viewer_of(corner, at=clock.now)):
        assert list_hours_of_looking(viewer=Run("test"), since=NOW - DAY) == ()


def test_nothing_is_sent_faster_than_a_person_can_and_a_minute_later_it_goes_on(corner, clock):
    asha = sign_in(corner)
    answers = [asha.post("/note/", {"words": f"note {number}"}) for number in range(9)]
    assert [answer.status_code for answer in answers] == [*[200] * 8, 429]
    assert "what you typed is still in the form" in answers[-1].content.decode()
    assert answers[-1]["Retry-After"] == "60"
    assert asha.get("/").status_code == 200
    clock.pass_minutes(0.5)
    assert asha.post("/note/", {"words": "again"}).status_code == 429
    clock.pass_minutes(0.6)
    assert asha.post("/note/", {"words": "again"}).content == b"kept: again"


def test_what_a_page_does_by_itself_and_locking_a_desk_never_count_as_sending(corner, clock):
    asha = sign_in(corner)
    for number in range(8):
        asha.post("/note/", {"words": f"note {number}"})
    assert asha.post("/desk/lock/").status_code == 302
