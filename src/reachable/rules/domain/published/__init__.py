"""Published stories, one file each; README.md describes the format.

In:  the files beside this one.
Out: PublishedCase for each.
"""

from importlib.resources import files

from reachable.rules.domain.cases import PublishedCase, read_case


def list_published_cases() -> tuple[PublishedCase, ...]:
    """Return every published story, by file name.

    :raises CannotReadCase: when a file is wrong.
    """
    found = (file for file in files(__package__).iterdir() if file.name.endswith(".json"))
    return tuple(
        read_case(file.read_text(encoding="utf-8"), file=file.name)
        for file in sorted(found, key=lambda file: file.name)
    )
