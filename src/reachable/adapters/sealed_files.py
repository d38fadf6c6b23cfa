"""Encrypts a file with a key that is kept elsewhere, so that who finds a backup cannot read it.

In:  a file; a key file of 64 hexadecimal digits.
Out: the sealed file, or the open one; a file that was changed, cut short or put together anew does not open.

AES-256-GCM over parts of a megabyte. Each part's nonce is its place, and the last part says that it is the last.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reachable.adapters.problems import CannotGoOn

MARK = b"reachable sealed 1\n"
SALT_BYTES = 32
KEY_BYTES = 32
PART = 1 << 20
TAG_BYTES = 16
MIDDLE, LAST = b"part", b"last part"


class DoesNotOpen(CannotGoOn):
    """The key is another one, or the file was changed."""


def seal_file(plain: Path, sealed: Path, key_file: Path) -> None:
    """Write the encrypted form of a file beside it.

    :raises DoesNotOpen: when the key file holds no key.
    """
    salt = os.urandom(SALT_BYTES)
    cipher = AESGCM(_key(key_file, salt))
    handle = os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with plain.open("rb") as source, os.fdopen(handle, "wb") as target:
        target.write(MARK + salt)
        part, place = source.read(PART), 0
        while True:
            following = source.read(PART)
            target.write(cipher.encrypt(_nonce(place), part, MIDDLE if following else LAST))
            if not following:
                return
            part, place = following, place + 1


def open_sealed(sealed: Path, plain: Path, key_file: Path) -> None:
    """Write the decrypted form of a file.

    :raises DoesNotOpen: when the key is another one, or the file was changed or cut short.
    """
    handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with sealed.open("rb") as source, os.fdopen(handle, "wb") as target:
        if source.read(len(MARK)) != MARK:
            raise DoesNotOpen(f"{sealed.name} is not a sealed file.")
        cipher = AESGCM(_key(key_file, source.read(SALT_BYTES)))
        part, place = source.read(PART + TAG_BYTES), 0
        while True:
            following = source.read(PART + TAG_BYTES)
            try:
                target.write(cipher.decrypt(_nonce(place), part, MIDDLE if following else LAST))
            except (InvalidTag, ValueError) as problem:
                raise DoesNotOpen(
                    f"{sealed.name} does not open with this key, or was changed or cut short."
                ) from problem
            if not following:
                return
            part, place = following, place + 1


def _key(key_file: Path, salt: bytes) -> bytes:
    try:
        secret = bytes.fromhex(key_file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as problem:
        raise DoesNotOpen(f"{key_file.name} holds no key. It must be 64 hexadecimal digits.") from problem
    if len(secret) != KEY_BYTES:
        raise DoesNotOpen(f"{key_file.name} holds no key. It must be 64 hexadecimal digits.")
    return HKDF(SHA256(), KEY_BYTES, salt, b"reachable backup").derive(secret)


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")
