"""What is off about a feed, in words: what, since when, and what it means for what people see.

In:  a Finding.
Out: sentences.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reachable.intake.domain.feed_watch import FEWEST_BEFORE, FeedFault, Finding
from reachable.journeys.feeds_watched import FeedWatched
from reachable.web.shared.display import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """One thing that is off: what, since when ("" where there is no telling), and what it means for what people see."""

    what: str
    since: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWords:
    """One feed with what is off, and whom to ring. `state` is "fresh", "late", "changed" or "missing".

    `changes` are the short sentences of what is off that the words about its freshness do not say already.
    """

    name: str
    last: str
    state: str
    findings: tuple[FindingWords, ...]
    changes: tuple[str, ...]
    ask_for: str
    ring: str


SAID_BY_FRESHNESS = frozenset({FeedFault.LATE, FeedFault.NEVER, FeedFault.NOT_COMPARED})


def say_feed(feed: FeedWatched) -> FeedWords:
    """Return a feed in words."""
    return FeedWords(
        name=f"{_(feed.checked.title)}, {feed.checked.agency_name}",
        last=feed.checked.freshness.words,
        state=state_of(feed),
        findings=tuple(say_finding(finding) for finding in feed.findings),
        changes=tuple(_say_what(finding) for finding in feed.findings if finding.off not in SAID_BY_FRESHNESS),
        ask_for=feed.last_sent_by,
        ring=feed.ring,
    )


def state_of(feed: FeedWatched) -> str:
    """Return how a feed stands, for its colour and its first word."""
    kinds = {finding.off for finding in feed.findings}
    if FeedFault.NEVER in kinds:
        return "missing"
    if FeedFault.LATE in kinds:
        return "late"
    return "changed" if feed.is_off else "fresh"


def say_finding(finding: Finding) -> FindingWords:
    """Return one thing that is off in words."""
    since = "" if finding.since is None else _("since %(moment)s") % {"moment": moment(finding.since)}
    return FindingWords(what=_say_what(finding), since=since, meaning=_say_meaning(finding))


def _say_what(finding: Finding) -> str:
    figures = {
        "now": _figure(finding, finding.now),
        "usual": _figure(finding, finding.usual),
        "column": finding.column,
        "code": finding.code,
    }
    return {
        FeedFault.LATE: _("It is late."),
        FeedFault.NEVER: _("It has never been received."),
        FeedFault.SHRINKING: _("The last file has %(now)s rows. Usual is %(usual)s."),
        FeedFault.FILLED: _("The column %(column)s is filled in %(now)s of the rows. Usual is %(usual)s."),
        FeedFault.CODES: _("In the column %(column)s, %(now)s of the cells say %(code)s. Usual is %(usual)s."),
        FeedFault.IDENTIFIERS: _(
            "%(now)s of the children come without a number other agencies know. Usual is %(usual)s."
        ),
        FeedFault.PER_DAY: _("%(now)s rows were written in the week before the last file. Usual is %(usual)s."),
        FeedFault.NOT_COMPARED: ngettext(
            "Could not check whether it has changed: only %(now)s file has come in.",
            "Could not check whether it has changed: only %(now)s files have come in.",
            int(finding.now),
        ),
    }[finding.off] % figures


def _say_meaning(finding: Finding) -> str:
    return {
        FeedFault.LATE: _(
            "What happened since is not in Reachable. That nothing is shown does not mean that nothing happened."
        ),
        FeedFault.NEVER: _("Nothing this agency records of this kind is in Reachable. It could not be checked."),
        FeedFault.SHRINKING: _(
            "Children may be missing from it. A child who is not shown may still be known to the agency."
        ),
        FeedFault.FILLED: _(
            "What pages say from this column may be missing or wrong, and rules that read it may stay silent."
        ),
        FeedFault.CODES: _("Words may have come to mean something else, so that rules hold too often or too seldom."),
        FeedFault.IDENTIFIERS: _("Records of one child may not find each other. Look a child up by name as well."),
        FeedFault.PER_DAY: _("Events may be missing, or told twice. Ask before you rely on how many there are."),
        FeedFault.NOT_COMPARED: _("It is compared with its own past once %(count)s files are there to compare with.")
        % {"count": FEWEST_BEFORE},
    }[finding.off]


def _figure(finding: Finding, value: float) -> str:
    if finding.off in (FeedFault.FILLED, FeedFault.CODES, FeedFault.IDENTIFIERS):
        return _("%(percent)s%%") % {"percent": round(value * 100)}
    return str(round(value))
