"""How a name, a date or a number goes wrong between a child and a screen.

In:  a value and chance; noise.csv, which shares no entry with the matcher's own tables.
Out: the value as somebody wrote it.
"""

import csv
from datetime import date, timedelta
from importlib import resources

from reachable.demo.chance import Chance

ONE_KEY_AWAY = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi",
    "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
READ_FOR = (
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("vv", "w"),
    ("li", "h"),
    ("ii", "u"),
    ("e", "c"),
    ("h", "b"),
    ("l", "i"),
)
"""What a scanner or tired eyes read for what was written by hand."""
SLIPS = ("lost", "doubled", "changed over", "one key away", "misread")

Forms = dict[str, tuple[str, ...]]


def read_noise() -> dict[str, Forms]:
    """Return, for CALLED, SPELT and FAMILYSPELT, the other forms of each name in small letters."""
    tables: dict[str, Forms] = {"CALLED": {}, "SPELT": {}, "FAMILYSPELT": {}}
    text = resources.files(__package__).joinpath("noise.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        tables[row["kind"]][row["name"]] = tuple(row["forms"].split())
    return tables


NOISE = read_noise()


def called(given: str, chance: Chance) -> str:
    """Return what friends call somebody; where no such name is listed, the first letters with a y."""
    forms = NOISE["CALLED"].get(given.casefold())
    if forms:
        return chance.choice(forms).title()
    return given[:3] + ("y" if given[2:3] not in "aeiouy" else "z") if len(given) > 4 else given


def spelt(name: str, chance: Chance, *, table: str = "SPELT") -> str:
    """Return another spelling of a name, or the name where none is listed."""
    forms = NOISE[table].get(name.casefold())
    return chance.choice(forms).title() if forms else name


def slipped(name: str, chance: Chance) -> str:
    """Return a name with one slip of the hand or the eye. A name of two letters is left."""
    if len(name) < 3:
        return name
    place = chance.randrange(1, len(name) - 1)
    match chance.choice(SLIPS):
        case "lost":
            return name[:place] + name[place + 1 :]
        case "doubled":
            return name[:place] + name[place] + name[place:]
        case "changed over":
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        case "misread":
            for written, read in chance.sample(READ_FOR, len(READ_FOR)):
                if written in name[1:]:
                    return name[0] + name[1:].replace(written, read, 1)
    near = ONE_KEY_AWAY.get(name[place].casefold(), "e")
    return name[:place] + chance.choice(near) + name[place + 1 :]


def misdated(day: date, chance: Chance) -> date:
    """Return a birth date as it goes wrong: day and month turned round, a digit off, a year off, or another day."""
    how = chance.random()
    if how < 0.4 and day.day <= 12:
        return date(day.year, day.day, day.month)
    if how < 0.6:
        return date(day.year + chance.choice((-1, 1)), day.month, min(day.day, 28))
    if how < 0.9:
        return day + timedelta(days=chance.choice((-10, -1, 1, 10)))
    return day + timedelta(days=chance.randint(40, 400))


def old_digit(number: str, chance: Chance) -> str:
    """Return a telephone number with one of its last six digits changed."""
    place = len(number) - chance.randint(1, 6)
    return f"{number[:place]}{(int(number[place]) + chance.randint(1, 9)) % 10}{number[place + 1 :]}"
