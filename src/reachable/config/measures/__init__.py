"""What `reachable bench` and `reachable prove` can do, each on a database of its own that is dropped afterwards.

In:  a name and a size.
Out: the module that does it, found by name.
"""

BENCHES = {
    "rules": "one event asked of the rules against a bare read and commit; many children asked at once and one by one",
    "pages": "the pages opened most against a page that asks one thing, and again among many more children",
    "matching": "records of made-up children linked, against the truth they were made from",
}
PROOFS = {
    "access": "who may see what: a table written by hand, the policy and the database agree on every case, both ways",
    "context": "nothing personal is read without a signed context, and no forged, stale or foreign one opens",
    "policies": "every lock of the database, taken off in turn, is missed by a question with a known answer",
    "reads": "no part of a child's page is delivered without a committed entry, though workers and database are killed",
    "restore": "a backup restored into an empty server is the same, and one that is not whole is refused",
    "canaries": "nothing says where a protected child is but what shows it, and nobody can tell that a child is there",
    "insiders": "each pattern of insiders, planted in weeks of ordinary work, is raised to a reviewer, and little else",
    "audit": "every entry is chained, tampering is found, and none waits long",
}
SIZES = ("small", "full")
