"""The file that somebody chose on the form for a concern: made anew, or refused beside its question.

In:  the form as it was sent.
Out: NewFile values; errors of the form that say what was not kept and what to do.
"""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from reachable.access.domain.viewer import Viewer
from reachable.adapters.embedded_database import default_home
from reachable.adapters.file_remaker import TOO_LARGE
from reachable.adapters.files_remade import WHY, Limits, remake_file
from reachable.adapters.turns import NoTurn, hold_turn
from reachable.intake.domain.files import LARGEST, FileRefused, MadeAnew, NewFile, check_shows
from reachable.journeys.concern_received import check_may_send
from reachable.web.report.forms import ConcernForm
from reachable.web.report.refused_files import check_not_refused_too_often

LIMITS = Limits(size=LARGEST, pixels=60_000_000, seconds=20, memory=768_000_000)
"""A photograph of the largest telephones is read. Decoding it takes a second or two."""

AT_ONCE, WAIT = 2, 8.0
"""How many files are decoded at a time on this machine, and how many seconds one waits for its turn."""

BUSY = "Many files are being sent just now, so it was not looked at; nothing is wrong with your file. Send it again."


def take_files(form: ConcernForm, *, viewer: Viewer, now: datetime) -> tuple[NewFile, ...]:
    """Return what was sent with a concern, made anew. What cannot be kept is said beside the question."""
    sent: UploadedFile[bytes] | None = form.cleaned_data.get("file")
    shows = form.cleaned_data.get("shows", "")
    if sent is None:
        if shows:
            form.add_error(
                "file", _("You said what it shows, and no file came. Choose it again, or clear what you said")
            )
        return ()
    if not check_shows(shows):
        form.add_error("shows", _("Say in a few words what it shows"))
    made = _make_anew(form, sent, viewer, now)
    if made is None or not check_shows(shows):
        return ()
    return (NewFile(made, check_shows(shows), no_place=form.cleaned_data.get("no_place", False)),)


def refuse_file(form: ConcernForm, why: FileRefused) -> None:
    """Say beside the question why a file was not kept."""
    form.add_error("file", _("%(why)s Nothing of the file was kept.") % {"why": _(str(why))})


def _make_anew(form: ConcernForm, sent: "UploadedFile[bytes]", viewer: Viewer, now: datetime) -> MadeAnew | None:
    """Make a file anew, once it is known that this person may send one."""
    try:
        if sent.size is None or sent.size > LARGEST:
            raise FileRefused(WHY[TOO_LARGE])
        check_not_refused_too_often(viewer)
        check_may_send(viewer=viewer, now=now)
        with hold_turn(folder=default_home(), name="file-looked-at", at_once=AT_ONCE, wait=WAIT):
            return remake_file(sent.read(), limits=LIMITS)
    except NoTurn:
        refuse_file(form, FileRefused(BUSY))
    except FileRefused as refused:
        refuse_file(form, refused)
    return None
