"""Shows the head of the audit record to witnesses outside: a file somewhere else, another installation.

In:  a head; settings that name the witnesses.
Out: the head kept there, WitnessAway, or WitnessRefuses.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reachable.access.domain.audit_verifier import Head, read_heads
from reachable.access.domain.witnessing import Witness, WitnessAway, WitnessRefuses, sign_head, write_head

SIGNATURE_HEADER = "Reachable-Signature"
SECONDS_TO_ANSWER = 10


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Leads a request nowhere else: a witness is where the settings say."""

    def redirect_request(self, *_words: Any) -> None:
        """Return None, which makes a redirect an answer like any other that is no witness's."""


STRAIGHT = urllib.request.build_opener(_StayHere)


@dataclass(frozen=True, slots=True)
class FileWitness:
    """A file that is only ever added to, on a disk that whoever runs the database cannot change."""

    path: Path

    @property
    def name(self) -> str:
        """Return where the file is."""
        return f"file {self.path.name}"

    def take(self, head: Head) -> None:
        """Add the head as a line and make sure that it is on the disk.

        :raises WitnessAway: when the file cannot be written or read.
        :raises WitnessRefuses: when the file already holds a later head, or another one at this place.
        """
        try:
            kept = read_heads(self.path) if self.path.exists() else ()
        except (OSError, ValueError) as problem:
            raise WitnessAway(f"{self.path.name} cannot be read: {problem}") from problem
        for each in kept:
            if each.installation == head.installation and (
                each.sequence > head.sequence or (each.sequence == head.sequence and each.hash != head.hash)
            ):
                raise WitnessRefuses(f"{self.path.name} holds {each.sequence} of {each.at}, which does not fit")
        if kept and kept[-1].hash == head.hash:
            return
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(write_head(head) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise WitnessAway(f"{self.path.name} cannot be written: {problem}") from problem


@dataclass(frozen=True, slots=True)
class PartnerWitness:
    """Another installation of Reachable, which keeps our heads as we keep theirs. `key` is the secret both share."""

    address: str
    key: str

    @property
    def name(self) -> str:
        """Return the partner's address."""
        return f"installation at {self.address}"

    def take(self, head: Head) -> None:
        """Send the head, signed.

        :raises WitnessAway: when nobody answers, or not as a witness does.
        :raises WitnessRefuses: when the partner knows another record.
        """
        line = write_head(head)
        request = urllib.request.Request(  # noqa: S310
            self.address,
            data=line.encode(),
            headers={"Content-Type": "application/json", SIGNATURE_HEADER: sign_head(line, self.key)},
        )
        try:
            with STRAIGHT.open(request, timeout=SECONDS_TO_ANSWER) as answer:
                said = json.loads(answer.read(10_000))
        except urllib.error.HTTPError as problem:
            if problem.code == 409:
                raise WitnessRefuses(f"{self.address} knows another record") from problem
            raise WitnessAway(f"{self.address} answered {problem.code}") from problem
        except (OSError, ValueError) as problem:
            raise WitnessAway(f"{self.address} did not answer: {type(problem).__name__}") from problem
        if said.get("hash") != head.hash:
            raise WitnessAway(f"{self.address} did not say that it kept the head")


def find_witnesses(*, files: Sequence[str], partners: Mapping[str, str]) -> tuple[Witness, ...]:
    """Return the witnesses the settings name. `partners` gives the shared key by address."""
    return (
        *(FileWitness(Path(each)) for each in files),
        *(PartnerWitness(address, key) for address, key in partners.items()),
    )
