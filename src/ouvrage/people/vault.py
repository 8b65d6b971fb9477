"""Keys and ciphers of the vault, where legal names, accounts and tax numbers lie (PRI-7).

Each person has a data key of their own, in a file of its own beside the data. The database holds
what was encrypted under it (AES-256-GCM), never the key; the file holds the key encrypted under the
instance's vault key. So when a person's file is removed, what the vault kept of them is unreadable
in the database, and in every old copy of the database too.

    vault.key                 the vault keys, the first one in use, one a line
    vault/4Q/01J…4Q.key       the data key of person 01J…4Q, encrypted under a vault key
    vault/erased/01J…         the code of a person who was erased, nothing else

Every ciphertext names the key it was made with and is bound to its place (the associated data), so
that a row that is moved to another person or kind cannot be opened.

Sources: NIST SP 800-38D (GCM, 96-bit random nonces); ASVS 5.0 11.3.2.
"""

import fcntl
import hashlib
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ouvrage.base.ids import is_id

KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
READ_ATTEMPTS = 3
ERASED, ERASED_CHUNK = "erased", 500
VERSION = b"\x01"
_HEAD_BYTES = len(VERSION) + KEY_ID_BYTES + NONCE_BYTES


class Unreadable(Exception):
    """What was encrypted cannot be opened: its key is gone, or it is not in its place."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the id that stands before everything it encrypts."""

    id: bytes
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder of data keys, and where the vault keys over them are: given, or in a file."""

    folder: Path
    key_file: Path
    given: str = field(default="", repr=False)

    def ring(self) -> tuple[Key, ...]:
        """The vault keys now; the first one encrypts new data keys, the others only open."""
        return read_keys(self.given or self.key_file.read_text(encoding="ascii"))


def new_key_text() -> str:
    """A fresh vault key as it is written in a file or a setting."""
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def read_keys(text: str) -> tuple[Key, ...]:
    """The vault keys in `text`, one a line or with commas between; ValueError when it is none."""
    keys = []
    for word in text.replace(",", "\n").split():
        secret = urlsafe_b64decode(word)
        if len(secret) != KEY_BYTES:
            raise ValueError("a vault key is 32 bytes in base 64")
        keys.append(Key(hashlib.sha256(secret).digest()[:KEY_ID_BYTES], secret))
    if not keys:
        raise ValueError("there is no vault key")
    return tuple(keys)


def seal(key: Key, place: str, body: bytes) -> bytes:
    """`body` encrypted under `key` for that place: version, key id, nonce, ciphertext with tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + key.id + nonce + AESGCM(key.secret).encrypt(nonce, body, place.encode())


def key_id_of(sealed: bytes) -> bytes:
    """The id of the key that `sealed` was made with."""
    return sealed[len(VERSION) : len(VERSION) + KEY_ID_BYTES]


def open_sealed(key: Key, place: str, sealed: bytes) -> bytes:
    """What was sealed under `key` for that place; Unreadable when it was another key or place."""
    if not sealed.startswith(VERSION) or key_id_of(sealed) != key.id:
        raise Unreadable
    nonce = sealed[_HEAD_BYTES - NONCE_BYTES : _HEAD_BYTES]
    try:
        return AESGCM(key.secret).decrypt(nonce, sealed[_HEAD_BYTES:], place.encode())
    except InvalidTag as error:
        raise Unreadable from error


def person_key(vault: Vault, person_id: str) -> Key:
    """The person's data key; Unreadable when there is none or no vault key opens it."""
    sealed = _sealed_key(vault, person_id)
    for _attempt in range(READ_ATTEMPTS):
        for key in vault.ring():
            if key.id == key_id_of(sealed):
                body = open_sealed(key, person_id, sealed)
                return Key(body[:KEY_ID_BYTES], body[KEY_ID_BYTES:])
        # A rotation may have passed between the two reads: the file is under the new key by now.
        sealed = _sealed_key(vault, person_id)
    raise Unreadable


def _sealed_key(vault: Vault, person_id: str) -> bytes:
    try:
        return _path(vault, person_id).read_bytes()
    except FileNotFoundError as error:
        raise Unreadable from error


def make_person_key(vault: Vault, person_id: str) -> Key:
    """The person's data key, made and stored now when they had none.

    Two calls at once end with one key. A key whose row is never written is harmless.
    """
    path = _path(vault, person_id)
    if not path.exists():
        with _alone(vault):
            if not path.exists():
                body = secrets.token_bytes(KEY_ID_BYTES + KEY_BYTES)
                _write(path, seal(vault.ring()[0], person_id, body))
    return person_key(vault, person_id)


def shred_person_key(vault: Vault, person_id: str) -> bool:
    """The person's data key exists no more; False when there was none."""
    with _alone(vault):
        path = _path(vault, person_id)
        if not path.exists():
            return False
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync_folder(path.parent)
        return True


def mark_erased(vault: Vault, person_id: str) -> None:
    """The folder remembers, whatever database stands beside it, that the person was erased."""
    assert is_id(person_id)
    path = vault.folder / ERASED / person_id
    if not path.exists():
        _write(path, b"")


def erased_ids(vault: Vault) -> Iterator[list[str]]:
    """The codes of the erased, some at a time."""
    folder = vault.folder / ERASED
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if is_id(entry.name))
        while chunk := list(islice(names, ERASED_CHUNK)):
            yield chunk


def rotate(vault: Vault) -> int:
    """Every data key is encrypted under a fresh vault key and the old ones are gone from the file.

    Vault keys that were given are not ours to change: the first of them takes over from the others.
    Returns how many data keys moved. Killed halfway, it leaves old and new keys in the file, and
    the next rotation ends the work. Others wait for one file at a time, never for the whole.
    """
    if vault.given:
        return _rewrap(vault)
    fresh = new_key_text()
    with _alone(vault):
        old = vault.key_file.read_text(encoding="ascii").split()
        _write(vault.key_file, _lines([fresh, *old]))
    moved = _rewrap(vault)
    with _alone(vault):
        _write(vault.key_file, _lines([fresh]))
    return moved


def _lines(texts: list[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _rewrap(vault: Vault) -> int:
    moved, first = 0, vault.ring()[0]
    for path in sorted(vault.folder.glob("*/*.key")):
        with _alone(vault):
            if not path.exists() or key_id_of(path.read_bytes()) == first.id:
                continue
            key = person_key(vault, path.stem)
            _write(path, seal(first, path.stem, key.id + key.secret))
            moved += 1
    return moved


def _path(vault: Vault, person_id: str) -> Path:
    assert is_id(person_id)
    return vault.folder / person_id[-2:] / f"{person_id}.key"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(vault: Vault) -> Iterator[None]:
    """The folder is this process's own meanwhile: keys are made, moved and shredded one by one."""
    vault.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (vault.folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
