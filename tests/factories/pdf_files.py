"""Reads what is in a PDF: its words, its tags, and what it says of itself. Writes one that says what it is told to."""

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)


def open_pdf(content: bytes) -> PdfReader:
    """Return a PDF as it was sent."""
    return PdfReader(BytesIO(content))


def text_of(pdf: PdfReader) -> str:
    """Return the words of every page, a space between any two."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def words_of(text: str) -> set[str]:
    """Return the words and numbers that stand in a text."""
    return set(re.findall(r"[^\W_]+", text))


def tags_of(pdf: PdfReader) -> list[str]:
    """Return the kind of every tagged part, in the order in which a screen reader comes to them."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).removeprefix("/"))
            walk(node.get("/K", []))

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def write_pdf(words: str, *, pages: int = 1) -> bytes:
    """Return a PDF with these words on each page, in ordinary letters."""
    said = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("latin-1")
    drawn = b"BT /F1 14 Tf 40 700 Td (" + said + b") Tj ET"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents "
            + f"{5 + 2 * number} 0 R >>".encode()
        )
        parts.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    content, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return content + tail.encode() + f"startxref\n{len(content)}\n%%EOF\n".encode()


def write_telling_pdf(words: str, *, planted: str) -> bytes:
    """Return a PDF with the planted word in every place that is not on the page: a file within it, a script, a note."""
    writer = PdfWriter(clone_from=BytesIO(write_pdf(words)))
    writer.add_metadata({"/Author": planted, "/Title": planted, "/Producer": planted})
    writer.add_attachment(f"{planted}.pdf", write_pdf(f"lives at {planted}"))
    writer.add_attachment("letter.docm", b"PK\x03\x04 a macro " + planted.encode())
    writer.add_open_action(JavaScript(f"app.alert('{planted}')"))
    writer.add_annotation(0, Text(rect=(50, 550, 200, 650), text=planted, open=True))
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def write_filled_pdf(answer: str) -> bytes:
    """Return a form with one answer filled in, which stands in no page's own words."""
    writer = PdfWriter(clone_from=BytesIO(write_pdf("Name:")))
    font = writer.pages[0]["/Resources"]["/Font"]["/F1"].indirect_reference
    drawn = StreamObject()
    drawn.set_data(f"BT /F1 12 Tf 2 5 Td ({answer}) Tj ET".encode())
    box = ArrayObject([FloatObject(each) for each in (0, 0, 300, 20)])
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box,
            NameObject("/Resources"): resources,
        }
    )
    shown = writer._add_object(drawn)
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/F"): NumberObject(4),
            NameObject("/T"): TextStringObject("name"),
            NameObject("/V"): TextStringObject(answer),
            NameObject("/DA"): TextStringObject("/F1 12 Tf 0 g"),
            NameObject("/Rect"): ArrayObject([FloatObject(each) for each in (100, 600, 400, 620)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): shown}),
        }
    )
    held = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([held])
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): ArrayObject([held]),
            NameObject("/DR"): resources,
            NameObject("/DA"): TextStringObject("/F1 12 Tf 0 g"),
        }
    )
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
