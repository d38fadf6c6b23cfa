"""How much may be sent at once: what is more is not read, and a file lies in memory alone, never in a temporary folder.

In:  a request, before anything of what it sends is read.
Out: the page that takes it; or one that says that it is too much, with status 413, and nothing was read.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reachable.web.shared.viewing import ViewedRequest

KEPT_IN_MEMORY = 20 * 1024 * 1024
"""Of all files of one request together, in bytes: the largest extract. The rest is let go as it comes, and said."""

MOST, MOST_OF_A_STRANGER = 100 * 1024 * 1024, 1024 * 1024
"""Of one request. Somebody who chose a film by mistake is answered on the form, with what they typed."""


class MemoryUploadHandler(FileUploadHandler):
    """Takes files into memory as far as they may be. A larger one is handed on empty, with a size that says so."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.left = KEPT_IN_MEMORY
        self.content: BytesIO | None = None

    def new_file(self, *words: Any, **named: Any) -> None:
        """Begin a file."""
        super().new_file(*words, **named)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of a file, or let the whole file go once it is too large."""
        if self.content is not None and len(raw_data) <= self.left:
            self.left -= len(raw_data)
            self.content.write(raw_data)
        elif self.content is not None:
            self.left += self.content.tell()
            self.content = None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file. Nobody can take one that was let go for a shorter one."""
        content, size = self.content, file_size
        if content is None:
            content, size = BytesIO(), max(file_size, KEPT_IN_MEMORY + 1)
        content.seek(0)
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )


class SentSizeMiddleware:
    """Turns away what is larger than anybody has to send, unread. Without a length nothing is read at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewedRequest) -> HttpResponse:
        """Answer a request."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = MOST_OF_A_STRANGER if request.viewer is None else MOST
        if length.isdecimal() and int(length) <= most:
            return self.get_response(request)
        answer = render(request, "too_much.jinja", {"megabytes": most // 1024**2}, status=413)
        answer["Connection"] = "close"
        return answer
