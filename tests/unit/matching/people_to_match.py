"""Records of made-up people for the tests of matching."""

from datetime import date
from uuid import UUID

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.matching.domain.description import Address, BirthDate, Description, Identifier, Name, NameKind, Phone
from reachable.people.domain.identifiers import Scheme

BORN = date(2011, 4, 3)
NHS_NUMBER = "9990000018"
OTHER_NHS_NUMBER = "9990000026"
PUPIL_NUMBER = "K820200001001"
OTHER_PUPIL_NUMBER = "Y306123400001"
TEMPORARY_PUPIL_NUMBER = "W82020000100A"
HOME = Address("12 Damson Close, Aldermere", "NX1 1AA")
MOBILE = Phone("07700900123", "the child")


def subject(serial: int) -> SubjectId:
    return SubjectId(UUID(int=serial))


def record(
    serial: int,
    name: str | tuple[Name, ...] = "Jason Smith",
    born: date | BirthDate | None = BORN,
    *,
    agency: str = "",
    system: str = "",
    nhs: str = "",
    upn: str = "",
    uln: str = "",
    address: Address | None = None,
    phone: Phone | None = None,
    twin_known: bool = False,
    never_suggest: frozenset[SubjectId] = frozenset(),
) -> Description:
    """Return a record; unless said otherwise, of an agency of its own."""
    given, _, family = name.rpartition(" ") if isinstance(name, str) else ("", "", "")
    numbers = ((Scheme.NHS, nhs), (Scheme.UPN, upn), (Scheme.ULN, uln))
    return Description(
        subject_id=subject(serial),
        agency_id=AgencyId(UUID(int=1_000 + serial)),
        agency_name=agency or f"Agency {serial}",
        system=system,
        names=name if isinstance(name, tuple) else (Name(given, family),),
        birth_dates=() if born is None else (born if isinstance(born, BirthDate) else BirthDate.on(born),),
        identifiers=tuple(Identifier(scheme, value) for scheme, value in numbers if value),
        addresses=(address,) if address else (),
        phones=(phone,) if phone else (),
        twin_known=twin_known,
        never_suggest=never_suggest,
    )


def named(given: str, family: str, kind: NameKind = NameKind.GIVEN) -> Name:
    return Name(given, family, kind)
