"""The people who sign in, what each does, and the roles each holds.

In:  nothing.
Out: STAFF. Nobody here exists; each is at example.org.
"""

from reachable.access.domain.viewer import Role
from reachable.demo.numbers import mobile
from reachable.demo.partnership import Membership, StaffMember

FIRST_STAFF_MOBILE = 800


def _staff(serial: int, code: str, name: str, what_they_do: str, *roles: tuple[str, Role]) -> StaffMember:
    """Return somebody with a mobile number that follows from the serial."""
    return StaffMember(
        code=code,
        name=name,
        phone=mobile(FIRST_STAFF_MOBILE + serial),
        what_they_do=what_they_do,
        memberships=tuple(Membership(team, role) for team, role in roles),
    )


_R = Role

STAFF: tuple[StaffMember, ...] = (
    _staff(
        1,
        "marian.okoye",
        "Marian Okoye",
        "Reads every concern in Northshire and decides what happens with it",
        ("northshire-triage", _R.COORDINATOR),
    ),
    _staff(
        2,
        "gareth.penhale",
        "Gareth Penhale",
        "Duty social worker at the Northshire hub by day; covers a night desk shift each week",
        ("northshire-triage", _R.DUTY_WORKER),
        ("northshire-duty-desk", _R.DUTY_WORKER),
    ),
    _staff(
        3,
        "sunita.rao",
        "Sunita Rao",
        "Manages the Northshire hub; is rung when nobody has answered",
        ("northshire-triage", _R.SUPERVISOR),
        ("northshire-triage", _R.COORDINATOR),
    ),
    _staff(
        4,
        "helen.strand",
        "Helen Strand",
        "Judges whether two agencies' records are of the same child",
        ("northshire-triage", _R.COORDINATOR),
    ),
    _staff(
        5,
        "yusra.deen",
        "Yusra Deen",
        "Social worker in the Northshire exploitation team",
        ("northshire-exploitation", _R.PRACTITIONER),
        ("northshire-exploitation", _R.DUTY_WORKER),
    ),
    _staff(
        6,
        "tom.ashgrove",
        "Tom Ashgrove",
        "Social worker in the Northshire exploitation team",
        ("northshire-exploitation", _R.PRACTITIONER),
        ("northshire-exploitation", _R.DUTY_WORKER),
    ),
    _staff(
        7,
        "bronagh.keane",
        "Bronagh Keane",
        "Manages the Northshire exploitation team",
        ("northshire-exploitation", _R.SUPERVISOR),
    ),
    _staff(
        8,
        "peter.lindqvist",
        "Peter Lindqvist",
        "Social worker in the Northshire assessment team",
        ("northshire-assessment", _R.PRACTITIONER),
    ),
    _staff(
        9,
        "oyinda.bello",
        "Oyinda Bello",
        "Social worker in the Northshire assessment team",
        ("northshire-assessment", _R.PRACTITIONER),
    ),
    _staff(
        10,
        "ruth.calloway",
        "Ruth Calloway",
        "Looks into concerns about people who work with children in Northshire",
        ("northshire-allegations", _R.ALLEGATIONS_OFFICER),
    ),
    _staff(
        11,
        "imran.sadiq",
        "Imran Sadiq",
        "Sees that every Northshire child who comes back is offered an interview",
        ("northshire-returns", _R.COORDINATOR),
    ),
    _staff(
        12,
        "dot.merriman",
        "Dot Merriman",
        "Northshire night and weekend desk",
        ("northshire-duty-desk", _R.DUTY_WORKER),
    ),
    _staff(
        13,
        "kwabena.ofori",
        "Kwabena Ofori",
        "Northshire night and weekend desk",
        ("northshire-duty-desk", _R.DUTY_WORKER),
    ),
    _staff(
        14,
        "elin.rosser",
        "Elin Rosser",
        "Manager on call for Northshire at night",
        ("northshire-duty-desk", _R.SUPERVISOR),
    ),
    _staff(
        15,
        "carol.wyke",
        "Carol Wyke",
        "Family worker, Northshire Early Help",
        ("northshire-early-help-workers", _R.PRACTITIONER),
    ),
    _staff(
        16,
        "devon.hartley",
        "Devon Hartley",
        "Youth justice worker; on Fridays also runs the Wendle Bridge football session",
        ("northshire-youth-workers", _R.PRACTITIONER),
        ("wendle-bridge-safeguarding", _R.RECORDER),
    ),
    _staff(
        17,
        "anya.sobol",
        "Anya Sobol",
        "Youth justice worker and duty officer, Northshire",
        ("northshire-youth-workers", _R.DUTY_WORKER),
    ),
    _staff(
        18, "ian.brace", "Ian Brace", "Custody sergeant at Southbay, nights", ("southbay-custody", _R.CUSTODY_SERGEANT)
    ),
    _staff(
        19,
        "farida.noor",
        "Farida Noor",
        "Custody sergeant at Southbay, days",
        ("southbay-custody", _R.CUSTODY_SERGEANT),
    ),
    _staff(
        20,
        "colette.durand",
        "Colette Durand",
        "Detective sergeant, Northshire missing and exploitation team",
        ("northshire-missing", _R.DUTY_WORKER),
        ("northshire-missing", _R.COORDINATOR),
    ),
    _staff(
        21,
        "stephen.mace",
        "Stephen Mace",
        "Sends Northshire Police extracts",
        ("northshire-missing", _R.EXTRACT_OFFICER),
    ),
    _staff(
        22,
        "blessing.udoh",
        "Blessing Udoh",
        "Nurse in the emergency department at Wendle General",
        ("wendle-emergency", _R.RECORDER),
    ),
    _staff(
        23,
        "hugh.tremlett",
        "Hugh Tremlett",
        "Safeguarding nurse at Wendle General",
        ("wendle-emergency", _R.SAFEGUARDING_LEAD),
    ),
    _staff(
        24, "joanna.pryce", "Joanna Pryce", "Teaches history at Aldermere High", ("aldermere-safeguarding", _R.RECORDER)
    ),
    _staff(
        25,
        "michael.adu",
        "Michael Adu",
        "Safeguarding lead at Aldermere High",
        ("aldermere-safeguarding", _R.SAFEGUARDING_LEAD),
    ),
    _staff(
        26,
        "lesley.farrant",
        "Lesley Farrant",
        "Safeguarding lead at Market Wendle Academy; sends the school's extract",
        ("wendle-safeguarding", _R.SAFEGUARDING_LEAD),
        ("wendle-safeguarding", _R.EXTRACT_OFFICER),
    ),
    _staff(
        27,
        "nasreen.qadir",
        "Nasreen Qadir",
        "Safeguarding lead at Southbay Community School",
        ("southbay-safeguarding", _R.SAFEGUARDING_LEAD),
    ),
    _staff(
        28,
        "bill.orchard",
        "Bill Orchard",
        "Head of Wendle Bridge pupil referral unit",
        ("wendle-bridge-safeguarding", _R.SAFEGUARDING_LEAD),
    ),
    _staff(
        29,
        "tessa.lomax",
        "Tessa Lomax",
        "Senior residential worker at Harbour House",
        ("harbour-house-staff", _R.RECORDER),
    ),
    _staff(
        30, "ravi.menon", "Ravi Menon", "Supervises guards on the Wendle Valley line", ("railway-guards", _R.RECORDER)
    ),
    _staff(
        31,
        "denise.achampong",
        "Denise Achampong",
        "Reads every concern in Eastham and decides what happens with it",
        ("eastham-triage", _R.COORDINATOR),
        ("eastham-triage", _R.SUPERVISOR),
    ),
    _staff(
        32,
        "callista.moreau",
        "Callista Moreau",
        "Duty social worker at the Eastham hub",
        ("eastham-triage", _R.DUTY_WORKER),
    ),
    _staff(
        33,
        "omari.blake",
        "Omari Blake",
        "Youth worker in the Eastham adolescent team",
        ("eastham-adolescents", _R.PRACTITIONER),
        ("eastham-adolescents", _R.DUTY_WORKER),
    ),
    _staff(
        34,
        "jin.howarth",
        "Jin Howarth",
        "Social worker in the Eastham adolescent team",
        ("eastham-adolescents", _R.PRACTITIONER),
        ("eastham-adolescents", _R.DUTY_WORKER),
    ),
    _staff(
        35,
        "patricia.voss",
        "Patricia Voss",
        "Manages the Eastham adolescent team",
        ("eastham-adolescents", _R.SUPERVISOR),
    ),
    _staff(
        36,
        "samuel.teklu",
        "Samuel Teklu",
        "Social worker for Eastham's looked-after children",
        ("eastham-looked-after", _R.PRACTITIONER),
    ),
    _staff(
        37,
        "grace.lindo",
        "Grace Lindo",
        "Looks into concerns about people who work with children in Eastham",
        ("eastham-allegations", _R.ALLEGATIONS_OFFICER),
    ),
    _staff(
        52, "tamsin.odell", "Tamsin Odell", "Sees to return interviews in Eastham", ("eastham-returns", _R.COORDINATOR)
    ),
    _staff(51, "petra.olin", "Petra Olin", "Eastham night and weekend desk", ("eastham-duty-desk", _R.DUTY_WORKER)),
    _staff(38, "vikram.chand", "Vikram Chand", "Eastham night and weekend desk", ("eastham-duty-desk", _R.DUTY_WORKER)),
    _staff(
        39,
        "ingrid.solace",
        "Ingrid Solace",
        "Manager on call for Eastham at night",
        ("eastham-duty-desk", _R.SUPERVISOR),
    ),
    _staff(
        40,
        "leroy.banks",
        "Leroy Banks",
        "Youth justice worker, Eastham",
        ("eastham-youth-workers", _R.PRACTITIONER),
        ("eastham-youth-workers", _R.DUTY_WORKER),
    ),
    _staff(
        41,
        "karen.stobart",
        "Karen Stobart",
        "Custody sergeant at Lea Cross",
        ("lea-cross-custody", _R.CUSTODY_SERGEANT),
    ),
    _staff(
        42,
        "adil.rashidi",
        "Adil Rashidi",
        "Detective constable, Thameside missing and exploitation team",
        ("thameside-missing", _R.DUTY_WORKER),
        ("thameside-missing", _R.EXTRACT_OFFICER),
    ),
    _staff(
        43,
        "folasade.king",
        "Folasade King",
        "Nurse in the emergency department at Fishpool Infirmary",
        ("fishpool-emergency", _R.RECORDER),
    ),
    _staff(58, "delia.crane", "Delia Crane", "Safeguarding nurse", ("fishpool-emergency", _R.SAFEGUARDING_LEAD)),
    _staff(
        44,
        "martin.eddowes",
        "Martin Eddowes",
        "Head of year at Canal Reach School",
        ("canal-reach-safeguarding", _R.RECORDER),
    ),
    _staff(
        45,
        "sade.whitmore",
        "Sade Whitmore",
        "Safeguarding lead at Lea Cross Academy; also leads at Canal Reach while it has nobody",
        ("lea-cross-safeguarding", _R.SAFEGUARDING_LEAD),
        ("canal-reach-safeguarding", _R.SAFEGUARDING_LEAD),
    ),
    _staff(
        46,
        "una.fairbairn",
        "Una Fairbairn",
        "Social worker in the Westmoor contact team",
        ("westmoor-contact", _R.COORDINATOR),
        ("westmoor-contact", _R.DUTY_WORKER),
    ),
    _staff(47, "neil.obrien", "Neil O'Brien", "Sergeant, railway policing", ("railway-policing", _R.PRACTITIONER)),
    _staff(
        48,
        "shanelle.west",
        "Shanelle West",
        "Caseworker at Waymark for children made to carry drugs",
        ("waymark-caseworkers", _R.PRACTITIONER),
    ),
    _staff(
        49,
        "robin.tallis",
        "Robin Tallis",
        "Independent return interviewer, The Light Left On",
        ("light-left-on-interviewers", _R.PRACTITIONER),
    ),
    _staff(
        50,
        "wanda.pietras",
        "Wanda Pietras",
        "Manages extracts for Northshire and Eastham social care",
        ("northshire-triage", _R.EXTRACT_OFFICER),
        ("eastham-triage", _R.EXTRACT_OFFICER),
    ),
    _staff(
        53,
        "priya.lindqvist",
        "Priya Lindqvist",
        "Answers for which records are sealed in Northshire social care",
        ("northshire-assessment", _R.SEALING_AUTHORITY),
    ),
    _staff(
        54,
        "owen.brathwaite",
        "Owen Brathwaite",
        "Information governance lead for Northshire; the second person for taking seals off",
        ("northshire-assessment", _R.SEALING_AUTHORITY),
    ),
    _staff(
        55,
        "wanda.escott",
        "Wanda Escott",
        "Decides how long Northshire children's services keep their records; their data-protection officer",
        ("northshire-records", _R.SUPERVISOR),
    ),
    _staff(56, "idris.vane", "Idris Vane", "Decides with Wanda Escott", ("northshire-records", _R.SUPERVISOR)),
    _staff(57, "noor.halabi", "Noor Halabi", "Reads counts and no record", ("northshire-triage", _R.ANALYST)),
)
STAFF_BY_CODE: dict[str, StaffMember] = {member.code: member for member in STAFF}
