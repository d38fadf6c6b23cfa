"""Names from the traditions found in any English or Welsh town, and how clerks change them.

In:  nothing but lists.
Out: forenames, surnames, the short forms friends use, the spellings one office writes for another's, ethnicity codes.

No combination is meant to be anybody.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tradition:
    """A naming tradition. `ethnicity` is a code as police write it down (16+1), kept for equality monitoring only."""

    code: str
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicity: str
    share: int


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TRADITIONS: tuple[Tradition, ...] = (
    Tradition(
        "ENGLISH",
        _names(
            "Alfie Archie Charlie Harry Oscar Leo Freddie Toby Riley Jack Mason Logan Tyler Callum Ryan Nathan Lewis"
        ),
        _names(
            "Olivia Amelia Poppy Ellie Maisie Lily Chloe Megan Lacey Ruby Tia Keira Bethany Paige Evie Holly Skye Freya"
        ),
        _names(
            "Whitlock Barratt Harker Fenn Sadler Marsh Thornton Denny Lockyer Pickford Ashdown Colby Garside "
            "Hibbert Larkin Mowbray Netherby Oakden Pargeter Rushbrook Stanway Tindall Underhill Wexcombe"
        ),
        "W1",
        34,
    ),
    Tradition(
        "WELSH",
        _names("Rhodri Owain Dylan Gethin Iestyn Macsen Osian Tomos"),
        _names("Carys Gwen Ffion Seren Lowri Nia Cerys Mali"),
        _names("Bevan Llewellyn Pritchard Prosser Gwilym Maddox Probert Eynon"),
        "W1",
        6,
    ),
    Tradition(
        "SOUTH_ASIAN_MUSLIM",
        _names("Mohammed Hamza Yusuf Bilal Haroon Ibrahim Samir Tariq Zain Adnan"),
        _names("Aisha Fatima Zainab Nadia Maryam Khadija Sumaya Iqra Hafsa"),
        _names("Iqbal Malik Rahman Chowdhury Hussain Begum Mahmood Akhtar Aziz Miah"),
        "A2",
        14,
    ),
    Tradition(
        "SIKH_AND_HINDU",
        _names("Arjun Gurpreet Rohan Harpreet Kiran Dev"),
        _names("Simran Jasmeen Priya Anika Manpreet Asha"),
        _names("Sandhu Gill Patel Dhillon Sharma Bains"),
        "A1",
        7,
    ),
    Tradition(
        "WEST_AFRICAN",
        _names("Kofi Kwame Emeka Tunde Chidi Femi Joel Daniel"),
        _names("Amara Adaeze Ngozi Folake Akosua Esther Grace"),
        _names("Mensah Boateng Okafor Adeyemi Achebe Owusu Adebayo Sesay"),
        "B2",
        10,
    ),
    Tradition(
        "CARIBBEAN",
        _names("Andre Jayden Marcus Reece Isaiah Tyrell"),
        _names("Sienna Naomi Jada Aaliyah Shanice Renee"),
        _names("Clarke Robertson Kellman Grant Dacosta Beckford"),
        "B1",
        7,
    ),
    Tradition(
        "EAST_EUROPEAN",
        _names("Jakub Kacper Mateusz Andrei Luca Szymon Matei"),
        _names("Zofia Zuzanna Ana Oliwia Ioana Lena Daria"),
        _names("Kowal Wójcik Zając Popescu Mazur Ionescu Nowak Marin"),
        "W9",
        10,
    ),
    Tradition(
        "SOMALI",
        _names("Abdi Idris Mahad Liban Zakariya Ayub"),
        _names("Hodan Sagal Ifrah Hibo Fartun Ikran"),
        _names("Farah Jama Warsame Abdullahi Hersi Duale"),
        "B2",
        5,
    ),
    Tradition(
        "CHINESE_AND_VIETNAMESE",
        _names("Wei Jun Minh Hao Ka-Ho"),
        _names("Mei Xin Linh Yan Siu-Ling"),
        _names("Zhang Chen Tran Lau Nguyen Kwok"),
        "A4",
        4,
    ),
    Tradition(
        "IRISH_AND_TRAVELLER",
        _names("Connor Declan Patrick Finn Michael"),
        _names("Niamh Shannon Bridget Erin"),
        _names("Doyle Gallagher O'Dowd McCabe Connors"),
        "W2",
        3,
    ),
)
BY_TRADITION: dict[str, Tradition] = {tradition.code: tradition for tradition in TRADITIONS}

SHORT_FORMS: dict[str, str] = {
    "Abdullahi": "Abdi",
    "Alfie": "Alf",
    "Amelia": "Millie",
    "Bethany": "Beth",
    "Charlie": "Chaz",
    "Connor": "Con",
    "Daniel": "Danny",
    "Freddie": "Fred",
    "Gurpreet": "Gurps",
    "Harpreet": "Harps",
    "Ibrahim": "Ibby",
    "Jakub": "Kuba",
    "Jayden": "Jay",
    "Kacper": "Kaz",
    "Marcus": "Marky",
    "Mateusz": "Mati",
    "Megan": "Meg",
    "Michael": "Mikey",
    "Mohammed": "Mo",
    "Nathan": "Nate",
    "Oliver": "Olly",
    "Olivia": "Liv",
    "Patrick": "Paddy",
    "Rhodri": "Rhod",
    "Samir": "Sam",
    "Thomas": "Tommy",
    "Tobias": "Toby",
    "Zakariya": "Zak",
    "Zofia": "Zosia",
    "Zuzanna": "Zuzia",
}

OTHER_SPELLINGS: dict[str, str] = {
    "Abdullahi": "Abdulahi",
    "Aisha": "Ayesha",
    "Akhtar": "Akther",
    "Aziz": "Azeez",
    "Begum": "Begom",
    "Chowdhury": "Choudhury",
    "Farah": "Faarax",
    "Ffion": "Fion",
    "Fatima": "Fatema",
    "Gwilym": "Gwillim",
    "Haroon": "Harun",
    "Hussain": "Hussein",
    "Jama": "Jaamac",
    "Khadija": "Khadijah",
    "Llewellyn": "Llywelyn",
    "Mahmood": "Mahmud",
    "Miah": "Mia",
    "Mohammed": "Muhammad",
    "O'Dowd": "ODowd",
    "Owain": "Owen",
    "Pritchard": "Prichard",
    "Rahman": "Rehman",
    "Rhodri": "Rodri",
    "Warsame": "Warsama",
    "Yusuf": "Yousuf",
    "Zainab": "Zaynab",
    "Zhang": "Chang",
}


def without_marks(name: str) -> str:
    """Return a name without its accents, as a system with a plain keyboard holds it."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
