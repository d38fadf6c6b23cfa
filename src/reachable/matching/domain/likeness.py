"""How alike two names are, part by part.

In:  two names in their comparable form.
Out: GivenLikeness, FamilyLikeness.
"""

from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from reachable.matching.domain.name_forms import LEADING_NAMES, NameForm, sound_of
from reachable.matching.domain.name_variants import family_spellings_of, long_forms_of, roots_of, spellings_of

ALIKE_FROM = 0.88
SHORTEST_ONE_EDIT = 4
SHORTEST_PREFIX = 3
SHORTEST_SOUND = 2
SHORTEST_AFTER_SON_OF = 5


class GivenLikeness(Enum):
    """How one person's given names stand to another's."""

    SAME = "same"
    SPELLING = "another spelling"
    SHORT = "short form"
    MAY_BE_SHORT = "perhaps a short form"
    PART = "part in common"
    LIKE = "similar"
    DIFFERENT = "different"
    MISSING = "missing"


class FamilyLikeness(Enum):
    """How one family name stands to another."""

    SAME = "same"
    SPELLING = "another spelling"
    PART = "part in common"
    LIKE = "similar"
    SAYS_LITTLE = "says little"
    DIFFERENT = "different"
    MISSING = "missing"


def given_likeness(left: tuple[str, ...], right: tuple[str, ...]) -> GivenLikeness:
    """Return how alike two people's given names are; the first names count most, middle names may be left out."""
    if not left or not right:
        return GivenLikeness.MISSING
    if "".join(left) == "".join(right):
        return GivenLikeness.SAME
    first = word_likeness(left[0], right[0])
    if first is GivenLikeness.DIFFERENT:
        return GivenLikeness.PART if _share_a_name(left, right) else word_likeness("".join(left), "".join(right))
    if first is not GivenLikeness.LIKE and _middle_names_clash(left[1:], right[1:]):
        return GivenLikeness.PART
    return first


@lru_cache(maxsize=131_072)
def word_likeness(left: str, right: str) -> GivenLikeness:
    """Return how alike two single given names are."""
    if left == right:
        return GivenLikeness.SAME
    if min(len(left), len(right)) == 1:
        return GivenLikeness.LIKE if left[0] == right[0] else GivenLikeness.DIFFERENT
    if spellings_of(left) & spellings_of(right) or is_slip(left, right):
        return GivenLikeness.SPELLING
    if roots_of(left) & roots_of(right):
        return GivenLikeness.SHORT
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) >= SHORTEST_PREFIX and len(longer) >= len(shorter) + 2 and longer.startswith(shorter):
        return GivenLikeness.MAY_BE_SHORT
    return GivenLikeness.LIKE if _alike(left, right) else GivenLikeness.DIFFERENT


def family_likeness(left: NameForm, right: NameForm) -> FamilyLikeness:
    """Return how alike two family names are; the halves of a double-barrelled name may come in either order."""
    if not left.family or not right.family:
        return FamilyLikeness.MISSING
    if left.family_says_little or right.family_says_little:
        return FamilyLikeness.SAYS_LITTLE
    if left.family_joined == right.family_joined or sorted(left.family) == sorted(right.family):
        return FamilyLikeness.SAME
    whole = _family_word_likeness(left.family_joined, right.family_joined)
    if whole is not FamilyLikeness.SPELLING and set(left.family) & set(right.family):
        return FamilyLikeness.PART
    return whole


@lru_cache(maxsize=131_072)
def _family_word_likeness(left: str, right: str) -> FamilyLikeness:
    if _family_names_in(left) & _family_names_in(right) or is_slip(left, right):
        return FamilyLikeness.SPELLING
    return FamilyLikeness.LIKE if _alike(left, right) else FamilyLikeness.DIFFERENT


def is_slip(left: str, right: str) -> bool:
    """Test if two words differ by one doubled letter or by two neighbours changing places.

    Nothing else counts as a slip of the pen: one changed letter makes Kayden of Jayden and Samar of Samir.
    """
    if len(left) == len(right):
        return sorted(left) == sorted(right) and OSA.distance(left, right, score_cutoff=1) == 1
    if abs(len(left) - len(right)) != 1:
        return False
    longer = max(left, right, key=len)
    shorter = min(left, right, key=len)
    return any(
        longer[place] == longer[place - 1] and longer[:place] + longer[place + 1 :] == shorter
        for place in range(1, len(longer))
    )


def why_short(left: str, right: str) -> str:
    """Return in words how two given names come from one: "Jay is short for Jason"."""
    if spellings_of(right) & long_forms_of(left):
        return f"{left.title()} is short for {right.title()}"
    if spellings_of(left) & long_forms_of(right):
        return f"{right.title()} is short for {left.title()}"
    shared = min(roots_of(left) & roots_of(right), default="")
    return f"{left.title()} and {right.title()} can both be short for {shared.title()}"


def _share_a_name(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Test if two people have a given name in common; Mohammed before two other names, as brothers have it, is none."""
    both_go_by_another = min(len(left), len(right)) > 1
    return any(
        word_likeness(mine, theirs) in (GivenLikeness.SAME, GivenLikeness.SPELLING)
        and not (both_go_by_another and mine in LEADING_NAMES)
        for mine in left
        for theirs in right
    )


def _middle_names_clash(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Test if both give further names and none of one can be any of the other."""
    if not left or not right:
        return False
    return all(word_likeness(mine, theirs) is GivenLikeness.DIFFERENT for mine in left for theirs in right)


def _alike(left: str, right: str) -> bool:
    """Test if two words sound the same or differ by about one letter."""
    sound = sound_of(left)
    if len(sound) >= SHORTEST_SOUND and sound == sound_of(right):
        return True
    if min(len(left), len(right)) >= SHORTEST_ONE_EDIT and OSA.distance(left, right, score_cutoff=1) <= 1:
        return True
    return JaroWinkler.similarity(left, right) >= ALIKE_FROM


def _family_names_in(word: str) -> frozenset[str]:
    """Return what a family name is a spelling of, also without the Welsh ap or ab, son of, joined to its front."""
    names = family_spellings_of(word)
    if word.startswith(("ap", "ab")) and len(word) > SHORTEST_AFTER_SON_OF:
        names |= family_spellings_of(word[2:])
    return names
