"""Where a request ends is never in doubt to the web server as we start it, and its answers say their right length."""

import re
import socket
import subprocess
import sys
import time

import pytest

from reachable.config.commands.serve_command import site_words

SECOND = "GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n"
TO = "POST /alive HTTP/1.1\r\nHost: localhost\r\n"
IN_DOUBT = {
    "two lengths": f"{TO}Content-Length: 0\r\nContent-Length: {len(SECOND)}\r\n\r\n{SECOND}",
    "a length and chunks": f"{TO}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SECOND}",
    "chunks and a length": f"{TO}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{SECOND}",
    "a length that is no number": f"{TO}Content-Length: +0\r\n\r\n{SECOND}",
    "lengths in one line": f"{TO}Content-Length: 0, 0\r\n\r\n{SECOND}",
    "an encoding nobody knows": f"{TO}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{SECOND}",
    "a name with a space": f"{TO}Content-Length : 0\r\n\r\n{SECOND}",
    "a line that is folded": f"{TO}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n{SECOND}",
    "a chunk of no size": f"{TO}Transfer-Encoding: chunked\r\n\r\nxx\r\n\r\n{SECOND}",
}


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture(scope="module")
def site(privileged):
    """Give the port of the web server, started by the words by which we serve."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", *site_words(port)], stderr=subprocess.PIPE, cwd="/")
    try:
        while process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)


def ask(port, text):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as to:
        to.sendall(text.encode())
        to.shutdown(socket.SHUT_WR)
        parts = []
        while part := to.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("how", sorted(IN_DOUBT))
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_behind_it_is_answered(how, site):
    answer = ask(site, IN_DOUBT[how])
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answer)
    # Where the body is in doubt and not its head, the application has refused it before the server sees so.
    assert statuses in ([b"400"], [b"501"], [b"403", b"400"]), answer
    assert answer.lower().rindex(b"connection: close") > answer.rindex(statuses[-1])


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("path", ["/alive", "/accounts/login/", "/no-such-page", "/static/none"])
def test_an_answer_is_as_long_as_it_says(path, site):
    answer = ask(site, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    assert [int(length) for length in lengths] == [len(body)]
    assert b"transfer-encoding" not in head.lower()
