"""What stands around a page: where one can go, who is signed in and why, and how old the information is.

In:  plain values from the context processor.
Out: Page, which the layout prints.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """One entry of the navigation. `count` is how many things wait there; None shows no number."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is signed in, as the page says it back to them. `purpose_href` is where the purpose can be changed, or "".

    `desk` names the session, so that a page is uncovered only for whoever it was covered for. `mark` is whose the page
    is and when, in short lines that stand all over it, each `mark_width` wide, so that half a photograph of it says so.
    `reads` says that records may stand on the page.
    """

    name: str
    role: str
    agency: str
    purpose: str
    sign_out_href: str
    purpose_href: str = ""
    lock_href: str = ""
    desk: str = ""
    mark: tuple[str, ...] = ()
    mark_width: int = 0
    reads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterLink:
    """One link at the foot of every page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The frame. The defaults are those of a page that nobody has signed in to see, such as "something went wrong"."""

    home_href: str = "/"
    navigation: tuple[NavigationItem, ...] = ()
    reader: Reader | None = None
    demo: bool = False
    as_of: str = ""
    footer_links: tuple[FooterLink, ...] = ()
