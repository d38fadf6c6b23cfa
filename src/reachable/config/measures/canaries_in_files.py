"""Sends files with canaries in what they say of themselves, inside them and in their names, as a browser would.

In:  somebody's browser.
Out: the concerns they were sent with; whether the canaries were in what was sent.
"""

import io
from collections.abc import Mapping
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfWriter

IN_FILES: Mapping[str, str] = {
    "EXIF of a photograph": "Canarylens",
    "inside a document": "Canaryinside",
    "name of a file": "Canaryfilename",
}
ARTIST, DESCRIPTION, WHERE_TAKEN, PLACE_IN_WORDS = 0x013B, 0x010E, 0x8825, 28
SENT_ON = 302
CONCERN = {
    "immediate_danger": "NO",
    "about": "CHILD",
    "called": "Somebody at the gate",
    "age": "14",
    "what_i_saw": "The same car every day.",
    "when": "TODAY",
    "safe_to_contact_family": "NO",
    "shows": "The car by the gate",
}


def make_files() -> Mapping[str, bytes]:
    """Return a photograph and a PDF, by name, with a canary wherever such a file can say something unseen."""
    lens, inside, name = IN_FILES.values()
    exif = Image.Exif()
    exif[ARTIST] = exif[DESCRIPTION] = lens
    exif.get_ifd(WHERE_TAKEN).update({1: "N", 2: (51.0, 30.0, 0.0), PLACE_IN_WORDS: lens.encode()})
    photograph = io.BytesIO()
    Image.new("RGB", (64, 48), "darkgreen").save(photograph, "JPEG", exif=exif, comment=lens.encode())
    writer, document = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=300, height=300)
    writer.add_metadata({"/Author": inside, "/Title": inside})
    writer.add_attachment(f"{inside}.txt", inside.encode())
    writer.write(document)
    return {f"{name}.jpg": photograph.getvalue(), f"{name}.pdf": document.getvalue()}


def send_files(client: Client) -> tuple[UUID, ...]:
    """Send each file with a concern, and return the concerns of those that were kept."""
    kept = []
    for name, content in make_files().items():
        concern_id = uuid4()
        sent = {"sending": str(concern_id), **CONCERN, "file": SimpleUploadedFile(name, content)}
        if client.post("/concerns/new/", sent).status_code == SENT_ON:
            kept.append(concern_id)
    return tuple(kept)


def count_planted() -> int:
    """Return how many of the canaries are in what is sent, so that a proof that finds none proves something."""
    everything = b"".join(name.encode() + content for name, content in make_files().items())
    return sum(canary.encode() in everything for canary in IN_FILES.values())
