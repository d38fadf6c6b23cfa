"""Reads what is in a PDF: its words, its tags, and what it says of itself."""

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader


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
