"""A provider that hangs holds one request for a few seconds, and the next ones not at all."""

import socket
import threading
import time

import pytest

from reachable.access.domain.outside_sign_in import Provider
from reachable.adapters import identity_provider
from reachable.adapters.identity_provider import ProviderAway, find_addresses, forget_providers

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SECONDS, MOST_SECONDS = 0.2, 5


class Hanging:
    """Takes calls, sends what it is told to each, sign by sign, and never comes to an end."""

    def __init__(self, sends: bytes) -> None:
        self.sends, self.calls, self.over = sends, 0, threading.Event()
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self) -> None:
        held = []
        while True:
            call, _ = self.ear.accept()
            if self.over.is_set():
                call.close()
                break
            self.calls += 1
            held.append(call)
            for sign in self.sends:
                if self.over.wait(SECONDS / 10):
                    break
                try:
                    call.send(bytes([sign]))
                except OSError:
                    break
        for call in held:
            call.close()

    def stop(self) -> None:
        self.over.set()
        socket.create_connection(self.ear.getsockname()).close()
        self.thread.join()
        self.ear.close()

    @property
    def provider(self) -> Provider:
        issuer = f"http://127.0.0.1:{self.ear.getsockname()[1]}"
        return Provider(name="council", label="Council", issuer=issuer, client_id="x", client_secret="y")


@pytest.mark.parametrize(
    "sends",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b" " * 1000,
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1000,
        b"H" * 1000,
    ],
    ids=["says nothing", "says one sign now and then", "never ends a header", "never ends its first line"],
)
def test_a_provider_that_hangs_is_given_up_and_left_alone_for_a_while(sends, monkeypatch):
    monkeypatch.setattr(identity_provider, "SECONDS_TO_ANSWER", SECONDS)
    forget_providers()
    hanging = Hanging(sends)
    began = time.monotonic()
    try:
        with pytest.raises(ProviderAway):
            find_addresses(hanging.provider)
        assert time.monotonic() - began < MOST_SECONDS, "one that drips is cut off as one that says nothing"
        called = hanging.calls
        with pytest.raises(ProviderAway):
            find_addresses(hanging.provider)
        assert hanging.calls == called == 1, "it was not asked again"
        monkeypatch.setattr(identity_provider, "SECONDS_LEFT_ALONE", 0)
        with pytest.raises(ProviderAway):
            find_addresses(hanging.provider)
    finally:
        hanging.stop()
        forget_providers()


def test_an_address_that_answers_only_after_the_seconds_are_over_is_not_waited_for():
    """The first of two addresses may take all the time, so that nothing is held yet when it is over."""
    hanging, cut = Hanging(b""), identity_provider._Cut()
    try:
        cut.shut()
        with pytest.raises(TimeoutError):
            cut._open_socket(hanging.ear.getsockname())
        (held,) = cut.held
        assert held.recv(1) == b"", "it was shut"
    finally:
        for each in cut.held:
            each.close()
        hanging.stop()
