"""The table of vulnerabilities that a published study printed, with why the case files may say something else.

In:  the file beside this one.
Out: PrintedTable.
"""

from importlib.resources import files

from reachable.rules.domain.vulnerability_matrix import PrintedTable, read_printed_table


def get_printed_table() -> PrintedTable:
    """Return the table of the study of thirteen boys (seed 004:360-374).

    :raises CannotReadCase: when the file is wrong.
    """
    name = "crest.json"
    return read_printed_table((files(__package__) / name).read_text(encoding="utf-8"), file=name)
