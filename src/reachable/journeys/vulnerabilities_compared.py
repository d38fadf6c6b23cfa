"""The vulnerabilities a study printed are compared with what its published case files tell.

In:  nothing.
Out: Matrix. Nothing is read from the database: no story here is of a real, named child.
"""

from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.published.study import get_printed_table
from reachable.rules.domain.vulnerability_matrix import Matrix, compare


def compare_vulnerabilities() -> Matrix:
    """Return the printed table beside the one rebuilt from the files."""
    return compare(get_printed_table(), list_published_cases())
