"""Makes a tagged PDF (PDF/UA-1) of a page, with WeasyPrint, which needs Pango from the operating system.

In:  a whole HTML page with its styles in it; the few files it may name.
Out: bytes; or that no PDF can be made on this machine.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path
from typing import Any

GIVEN = "given:"
"""How a page names a file it was given: given:name. It can name nothing else."""


class NoPdfHere(RuntimeError):
    """WeasyPrint or one of the libraries it needs from the operating system is not on this machine."""


class MayFetchNothing(ValueError):
    """A page that is made into PDF names something it was not given."""


@cache
def can_make_pdf() -> bool:
    """Test if this machine has what making a PDF needs."""
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


def make_pdf(html: str, *, files: Mapping[str, Path]) -> bytes:
    """Return the page as PDF. Nothing is fetched from anywhere: it may name only the files it is given.

    What the file says of itself is the title and the language of the page; no author, machine or time.

    :raises NoPdfHere: when this machine cannot.
    :raises MayFetchNothing: when the page names anything else.
    """
    if not can_make_pdf():
        raise NoPdfHere("Pango is missing: scripts/setup, run by root, asks Debian for it")
    urls = import_module("weasyprint.urls")

    def fetch(url: str) -> Any:
        path = files.get(url.removeprefix(GIVEN)) if url.startswith(GIVEN) else None
        if path is None:
            # Fatal, since anything less is passed over and the page made without it.
            raise urls.FatalURLFetchingError(f"a page made into PDF may fetch nothing: {url}")
        kind = guess_type(path.name)[0] or "application/octet-stream"
        return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    try:
        page = import_module("weasyprint").HTML(string=html, url_fetcher=fetch)
        return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))
    except urls.FatalURLFetchingError as problem:
        raise MayFetchNothing(str(problem)) from None
