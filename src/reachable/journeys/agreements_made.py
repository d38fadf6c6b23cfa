"""Two agencies agree beforehand on what one gives the other: one writes, a named person of each signs, either ends it.

In:  who speaks for an agency; what they wrote, signed or ended.
Out: agreements; messages to those whose signature or second look is waited for, which say nothing of any child.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Role, Run, Viewer
from reachable.access.queries import list_addresses, list_agencies, list_people_in_role
from reachable.access.queries.people_here import find_person
from reachable.access.queries.seals import list_reachable
from reachable.alerts.operations import leave_message
from reachable.journeys.keepers_asked import list_keepers, may_keep
from reachable.kernel.ids import AgencyId, AgreementId, AgreementVersionId, UserId
from reachable.kernel.london import london_date, start_of_day
from reachable.sharing.domain.written_agreements import CannotAgree, WrittenVersion, check_version
from reachable.sharing.operations.agreements import (
    AgreementNotFound,
    end_agreement,
    make_agreement,
    name_data_protection_officer,
    sign_version,
    write_version,
)
from reachable.sharing.queries.agreements import (
    AgreementRecord,
    OfficerRecord,
    VersionRecord,
    find_agreement,
    list_agreements_of,
    list_all_agreements,
    list_data_protection_officers,
)

RUN = Run("agreements")
MACHINE = Actor(user_id=None, agency_id=None, name="agreements")
READERS = tuple(role for role in Role if role.may_read)
DAYS_BETWEEN_REMINDERS = 7
"""A local setting: how often somebody is reminded of an agreement that waits for them."""

TO_SIGN = "An agreement on sharing waits for the signature of {agency}. Sign in to Reachable to read it."
SIGNED = "An agreement on sharing between {agencies} has both signatures. Sign in to Reachable to read it."
NEVER_HELD = "The agreement on sharing between {agencies} has ended before it was in force. Nothing was agreed by it."
ENDED = (
    "The agreement on sharing between {agencies} has ended. From now on a named person looks first at what it spoke of."
)
DUE = "The agreement on sharing between {agencies} is due to be looked at again. Sign in to Reachable to read it."


def may_speak(*, viewer: Viewer) -> bool:
    """Test if somebody writes, signs and ends agreements for their agency: a supervisor, or its officer."""
    return may_keep(viewer=viewer)


def list_my_agreements(*, viewer: Viewer) -> tuple[AgreementRecord, ...]:
    """Return the agreements the viewer's agency has part in."""
    return list_agreements_of(viewer=viewer, agency_id=viewer.agency_id)


def open_agreement(*, viewer: Viewer, agreement_id: AgreementId) -> AgreementRecord | None:
    """Return an agreement the viewer's agency has part in, or None."""
    found = find_agreement(viewer=viewer, agreement_id=agreement_id)
    return found if found is not None and viewer.agency_id in found.parties else None


def list_other_agencies(*, viewer: Viewer) -> Mapping[AgencyId, str]:
    """Return the agencies an agreement can be made with: those with people who sign in."""
    return {each.id: each.name for each in list_agencies() if each.has_users and each.id != viewer.agency_id}


def list_deciders(*, agency_id: AgencyId, at: datetime) -> Mapping[UserId, str]:
    """Return who of an agency can be named to look first: whoever reads records there."""
    people = [each for each in list_people_in_role(roles=READERS, at=at) if each.agency_id == agency_id]
    return {each.user_id: each.name for each in sorted(people, key=lambda each: each.name)}


def write_agreement(*, recipient_id: AgencyId, written: WrittenVersion, viewer: Viewer, now: datetime) -> AgreementId:
    """Write the first version of an agreement by which the viewer's agency gives another something.

    :raises CannotAgree: with everything that is in the way.
    """
    _check(viewer, viewer.agency_id, written, now)
    if recipient_id not in list_other_agencies(viewer=viewer):
        raise CannotAgree(["Choose another agency whose people sign in here"])
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="wrote an agreement", now=now):
        agreement_id = make_agreement(holder_id=viewer.agency_id, recipient_id=recipient_id, by=by, now=now)
        version_id = write_version(agreement_id=agreement_id, written=written, by=by, now=now)
        _ask_to_sign(agreement_id, version_id, now)
    return agreement_id


def write_next_version(
    *, agreement_id: AgreementId, written: WrittenVersion, viewer: Viewer, now: datetime
) -> AgreementVersionId:
    """Write the next version of an agreement. What both signed before holds until both have signed this one.

    :raises CannotAgree: with everything that is in the way.
    :raises AgreementNotFound: when the viewer's agency has no part in it.
    """
    agreement = open_agreement(viewer=viewer, agreement_id=agreement_id)
    if agreement is None:
        raise AgreementNotFound
    _check(viewer, agreement.holder_id, written, now)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="wrote a version of an agreement", now=now):
        version_id = write_version(agreement_id=agreement_id, written=written, by=by, now=now)
        _ask_to_sign(agreement_id, version_id, now)
    return version_id


def sign_agreement(*, version_id: AgreementVersionId, viewer: Viewer, now: datetime) -> bool:
    """Sign a version for the viewer's agency, and return if both have now signed it.

    :raises CannotAgree: when they do not speak for their agency, it cannot be signed, or what was written and signed
        before stands no longer.
    :raises AgreementNotFound: when the viewer's agency has no part in it.
    """
    _require_speaker(viewer)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="signed an agreement", now=now):
        by_both = sign_version(version_id=version_id, by=by, now=now)
        _require_standing(version_id, viewer, now)
        for each in list_agreements_of(viewer=RUN, agency_id=viewer.agency_id) if by_both else ():
            if each.newest.id == version_id:
                _tell(each, f"signed:{version_id}", SIGNED, _speakers(each.parties, now), now)
    return by_both


def list_in_the_way(*, agreement: AgreementRecord, now: datetime) -> tuple[str, ...]:
    """Return why the newest version can no longer be signed: the law, its days, who decides or who signed."""
    version = agreement.newest
    said = list(_problems(version.written, agreement.holder_id, now))
    for each in version.signatures:
        if each.signed.user_id not in list_deciders(agency_id=each.signed.agency_id, at=now):
            said.append(f"{each.name}, who signed it for {each.agency}, works there no more")
    return tuple(said)


def end_at_once(*, agreement_id: AgreementId, because: str, viewer: Viewer, now: datetime) -> bool:
    """End an agreement for the viewer's agency, at once, and return if it had been in force.

    What it permitted or refused then is looked at by a named person. One that never was in force leaves nothing.

    :raises CannotAgree: when they do not speak for their agency, give no reason, or it has ended.
    :raises AgreementNotFound: when the viewer's agency has no part in it.
    """
    _require_speaker(viewer)
    if not because.strip():
        raise CannotAgree(["Say why it ends"])
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="ended an agreement", now=now):
        end_agreement(agreement_id=agreement_id, because=because, by=by, now=now)
        ended = find_agreement(viewer=RUN, agreement_id=agreement_id)
        has_held = ended is not None and ended.has_held(london_date(now))
        if ended is not None:
            words = ENDED if has_held else NEVER_HELD
            _tell(ended, f"ended:{agreement_id}", words, _speakers(ended.parties, now), now)
    return has_held


def list_officers(*, agency_ids: Iterable[AgencyId], at: datetime) -> tuple[OfficerRecord, ...]:
    """Return who is the data-protection officer of each of these agencies that has named one."""
    return list_data_protection_officers(agency_ids=agency_ids, at=at)


def name_officer(*, address: str, viewer: Viewer, now: datetime) -> None:
    """Name the data-protection officer of the viewer's agency. Whoever was before no longer is.

    :raises CannotAgree: when the viewer is no supervisor, names themselves, or nobody there reads records so.
    """
    if viewer.role is not Role.SUPERVISOR:
        raise CannotAgree(["A supervisor of your agency names its data-protection officer"])
    named = find_person(email=address.strip())
    if named is None or named not in list_deciders(agency_id=viewer.agency_id, at=now):
        raise CannotAgree(["Nobody of your agency who reads records signs in with this address"])
    if named == viewer.user_id:
        raise CannotAgree(["Nobody names themselves: another supervisor of your agency names you"])
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="named a data-protection officer", now=now):
        name_data_protection_officer(agency_id=viewer.agency_id, user_id=named, starts_at=now, by=by, now=now)


def remind_of_agreements(*, now: datetime) -> int:
    """Remind whoever must sign an agreement or look at one again, and return how many agreements wait.

    An agreement that is due is put before those who signed it, by name; before all who speak for an agency whose signer
    has left. It goes on as it was until they write another version or end it.
    """
    today, waiting = london_date(now), 0
    with running(job="remind of agreements", now=now):
        for each in list_all_agreements(viewer=RUN):
            governs = each.governing(today)
            if each.is_due(today) and governs is not None:
                late = (today - governs.written.review_on).days // DAYS_BETWEEN_REMINDERS
                _tell(each, f"due:{governs.id}:{late}", DUE, _signers(each, governs, now), now)
                waiting += 1
            elif not each.newest.is_signed:
                written = start_of_day(london_date(each.newest.written_at))
                _ask_to_sign(each.id, each.newest.id, now, times=(now - written).days // DAYS_BETWEEN_REMINDERS)
                waiting += 1
    return waiting


def _check(viewer: Viewer, holder_id: AgencyId, written: WrittenVersion, now: datetime) -> None:
    _require_speaker(viewer)
    said = _problems(written, holder_id, now)
    if said:
        raise CannotAgree(said)


def _problems(written: WrittenVersion, holder_id: AgencyId, now: datetime) -> tuple[str, ...]:
    """Return what stands in the way of a version on this day."""
    try:
        check_version(written, today=london_date(now))
    except CannotAgree as refusal:
        return refusal.problems
    if written.reviewer not in list_deciders(agency_id=holder_id, at=now):
        return ("Whoever decides must work where the information comes from, and read records there",)
    return ()


def _require_standing(version_id: AgreementVersionId, viewer: Viewer, now: datetime) -> None:
    for each in list_agreements_of(viewer=RUN, agency_id=viewer.agency_id):
        said = list_in_the_way(agreement=each, now=now) if each.newest.id == version_id else ()
        if said:
            raise CannotAgree(["This version can no longer be signed: write the next one", *said])


def _require_speaker(viewer: Viewer) -> None:
    if not may_speak(viewer=viewer):
        raise CannotAgree(["A supervisor of your agency, or its data-protection officer, does this"])


def _ask_to_sign(agreement_id: AgreementId, version_id: AgreementVersionId, now: datetime, *, times: int = 0) -> None:
    """Write to whoever speaks for each agency that has not signed a version."""
    found = find_agreement(viewer=RUN, agreement_id=agreement_id)
    if found is None:
        return
    for agency_id, name in ((found.holder_id, found.holder), (found.recipient_id, found.recipient)):
        if found.newest.id == version_id and found.waits_for(agency_id):
            text = TO_SIGN.format(agency=name)
            _leave(f"sign:{version_id}:{times}", text, _speakers([agency_id], now), now)


def _speakers(agency_ids: Iterable[AgencyId], now: datetime) -> tuple[UserId, ...]:
    return tuple(user_id for each in agency_ids for user_id in list_keepers(agency_id=each, officer_too=True, at=now))


def _signers(agreement: AgreementRecord, version: VersionRecord, now: datetime) -> tuple[UserId, ...]:
    """Return who signed a version for each agency and still works there, or else whoever speaks for the agency."""
    people: list[UserId] = []
    for agency_id in agreement.parties:
        there = set(list_deciders(agency_id=agency_id, at=now))
        signed = {each.signed.user_id for each in version.signatures if each.signed.agency_id == agency_id}
        people += sorted(signed & there) or _speakers([agency_id], now)
    return tuple(people)


def _tell(agreement: AgreementRecord, key: str, text: str, people: Iterable[UserId], now: datetime) -> None:
    agencies = f"{agreement.holder} and {agreement.recipient}"
    _leave(key, text.format(agencies=agencies), people, now)


def _leave(key: str, text: str, people: Iterable[UserId], now: datetime) -> None:
    wanted = tuple(dict.fromkeys(people))
    addresses = dict(list_addresses(user_ids=set(wanted)))
    for person in list_reachable(user_ids=wanted):
        leave_message(
            key=f"agreement:{key}:{str(person.user_id)[:8]}",
            to_name=person.name,
            to_address=addresses[person.user_id],
            text=text,
            by=MACHINE,
            now=now,
        )
