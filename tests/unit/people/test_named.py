"""Whether words may mean whoever has a name: titles, initials, spaces, accents and relations do not hide anybody."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.people.domain.named import TITLES, list_relations, may_name, spelt_name

DEAN = "Dean Marlow"

CAUGHT = (
    # recorded, written
    (DEAN, "Dean Marlow"),
    (DEAN, "dean  MARLOW"),
    (DEAN, "Mr Marlow"),
    (DEAN, "Mrs Marlow"),
    (DEAN, "Miss Marlow"),
    (DEAN, "Ms Marlow"),
    (DEAN, "Dr. Marlow"),
    (DEAN, "PC Marlow"),
    (DEAN, "Marlow"),
    (DEAN, "Mr D Marlow"),
    (DEAN, "D.Marlow"),
    (DEAN, "Marlow, D."),
    (DEAN, "Marlow, Dean"),
    (DEAN, "Marlow Dean"),
    (DEAN, "Deano Marlow"),
    (DEAN, "Robert Dean Marlow"),
    (DEAN, "Mr and Mrs Marlow"),
    (DEAN, "Dean and Ruth Marlow"),
    (DEAN, "The Marlow family"),
    (DEAN, "Sana Kestrel, care of Dean Marlow"),
    (DEAN, "Sana Kestrel c/o Marlow"),
    (DEAN, "Sana Kestrel\nMarlow\n9 Elsewhere Road"),
    (DEAN, "His father, Mr Marlow of 3 Heathwood Road"),
    (DEAN, "Mr Marlow 3 Heathwood Road"),
    (DEAN, "DeanMarlow"),
    (DEAN, "De an Mar low"),
    (DEAN, "dean.marlow@example.org"),
    ("Mr Marlow", "Dean Marlow"),
    ("D Marlow", "Dean Marlow"),
    ("MARLOW, Dean", "Mr Marlow"),
    ("Mr Marlow (step-dad)", "Dean Marlow"),
    ("Deano", "Ask for Deano"),
    ("Dean O'Rourke", "Mr O Rourke"),
    ("Dean O’Rourke", "dean orourke"),
    ("Dean McDonald", "Mr Mc Donald"),
    ("Dean Mc Donald", "Mr McDonald"),
    ("Ann Smith-Jones", "Mrs Smith Jones"),
    ("Ann Smith-Jones", "Mrs Jones"),
    ("Jan van der Berg", "Mr van der Berg"),
    ("Jan van der Berg", "Jan Vanderberg"),
    ("Jürgen Sørensen", "Mr Sorensen"),
    ("José Núñez", "JOSE NUNEZ"),
    ("Dean Lord", "Mr Lord"),
)
SOMEBODY_ELSE = (
    (DEAN, "Sana Kestrel"),
    (DEAN, "Ruth Marlow"),
    (DEAN, "Mrs Ruth Marlow"),
    (DEAN, "R Marlow"),
    (DEAN, "Dean Kestrel"),
    (DEAN, "The Principal, 12 Marlow Road"),
    (DEAN, "Marlowe's Court"),
    (DEAN, ""),
    ("", "Sana Kestrel"),
    ("Mr", "Mr Kestrel"),
    ("Jan van der Berg", "Ruth van der Berg"),
)


@pytest.mark.parametrize(("recorded", "written"), CAUGHT)
def test_words_may_name_whoever_must_not_be_told(recorded, written):
    assert may_name(written, [recorded])


@pytest.mark.parametrize(("recorded", "written"), SOMEBODY_ELSE)
def test_another_given_name_or_a_place_is_somebody_else(recorded, written):
    assert not may_name(written, [recorded])


@pytest.mark.parametrize(
    ("words", "relations"),
    [
        ("his father", {"FATHER"}),
        ("Her Mum", {"MOTHER"}),
        ("Dad's", {"FATHER"}),
        ("step-dad", {"STEP_PARENT"}),
        ("Step Dad", {"STEP_PARENT"}),
        ("the stepfather", {"STEP_PARENT"}),
        ("his parents", {"MOTHER", "FATHER", "STEP_PARENT"}),
        ("Nan", {"GRANDPARENT"}),
        ("grand-dad", {"GRANDPARENT"}),
        ("foster carer", {"CARER"}),
        ("Auntie Jo", {"OTHER_FAMILY"}),
        ("big sister", {"SIBLING"}),
        ("The family court", set()),
        ("Motherwell", set()),
        ("", set()),
    ],
)
def test_words_say_who_somebody_is_to_a_child(words, relations):
    assert list_relations(words) == relations


def test_a_name_is_spelt_without_accents_capitals_and_points():
    assert spelt_name("  Dr. Séan  O’Rourke ") == "dr sean orourke"


TITLE = st.sampled_from(sorted(TITLES))
WORD = st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=8).filter(
    lambda word: spelt_name(word).isalpha()
)
NAMES = st.one_of(
    st.sampled_from([*{recorded for recorded, _ in CAUGHT}]),
    st.builds(lambda given, last: f"{given} {last}", WORD, WORD),
)
MARKS = "\u0301\u0308\u0327"


@st.composite
def written_otherwise(draw, words):
    """Return words with titles, spaces, capitals and accents put in between and over them."""
    parts = words.split(" ")
    for _ in range(draw(st.integers(0, 3))):
        parts.insert(draw(st.integers(0, len(parts))), draw(TITLE))
    said = draw(st.sampled_from([" ", "  ", "\u00a0", "\t "])).join(parts)
    said = draw(st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase]))(said)
    said = "".join(f"{each}{draw(st.sampled_from(['', *MARKS]))}" if each.isalpha() else each for each in said)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), said)


@given(st.data())
def test_titles_capitals_spaces_and_accents_never_make_a_caught_name_pass(data):
    recorded, written = data.draw(st.one_of(st.sampled_from(CAUGHT), NAMES.map(lambda name: (name, name))))
    assert may_name(written, [recorded]), "it is caught as it is written"
    otherwise = data.draw(written_otherwise(written))
    assert may_name(otherwise, [recorded]), otherwise


@given(st.data())
def test_whoever_is_recorded_with_titles_and_accents_is_caught_as_without(data):
    recorded = data.draw(NAMES)
    title = data.draw(TITLE)
    assert may_name(recorded, [f"{title} {recorded.upper()}"])


@given(names=st.lists(NAMES, min_size=1, max_size=4), words=st.text(max_size=40))
def test_one_more_who_must_not_be_told_never_makes_anybody_pass(names, words):
    assert may_name(words, names) >= may_name(words, names[:1])
