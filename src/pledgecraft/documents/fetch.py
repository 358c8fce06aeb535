"""Fetch a document from an address: only when asked, and never from a private network.

Every address on the way is resolved and checked, and the connection goes to the very number that
was checked, so that a name cannot answer differently the second time. Proxies of the environment
are not used.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Protocol
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from pledgecraft.documents.limits import LIMITS, MEGABYTE, Limits
from pledgecraft.documents.model import Document
from pledgecraft.documents.problems import DocumentError, refusal
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document

REDIRECTS = 5
SECONDS = 30.0
CHUNK = 1 << 16
MOVED = (301, 302, 303, 307, 308)
HEADERS = {
    "User-Agent": "pledgecraft",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9",
    "Accept-Encoding": "identity",
}
SAFE = "/%:=&?~+!$,;'@()*[]"
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Fetched:
    """What an address gave.

    Attributes:
        data: The bytes.
        address: Where they came from, after redirects.
        charset: The charset that the server declares.
    """

    data: bytes
    address: str
    charset: str | None = None


@dataclass(frozen=True)
class Target:
    """A place to connect to: the name that was asked for, and the number that was checked."""

    scheme: str
    host: str
    number: str
    port: int
    path: str


class Answer(Protocol):
    """What is used of a server's answer."""

    @property
    def status(self) -> int:
        """Return the status."""
        ...

    def getheader(self, name: str, default: str = "") -> str:
        """Return a header."""
        ...

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


Opener = Callable[[Target, float], Answer]
Resolver = Callable[[str, int], Sequence[str]]


def fetch_document(
    address: str, *, id: str | None = None, reader: Reader | None = None
) -> tuple[Document, bytes]:
    """Fetch and read a document; return it with its bytes, for the archive.

    Raises:
        DocumentError: T902 to T909 as :func:`read_document`; T911 to T914 as :func:`fetch`.
    """
    found = fetch(address)
    document = read_document(
        found.data, id=id, address=found.address, charset=found.charset, reader=reader
    )
    return document, found.data


def fetch(
    address: str,
    *,
    limits: Limits = LIMITS,
    seconds: float = SECONDS,
    opener: Opener | None = None,
    resolver: Resolver | None = None,
) -> Fetched:
    """Return what an address gives.

    Args:
        address: It begins with ``http://`` or ``https://``.
        limits: How many bytes are taken.
        seconds: The longest time in all.
        opener: Connects; for tests.
        resolver: Turns a name into numbers; for tests.

    Raises:
        DocumentError: T902, more bytes than may be; T911, no address that can be fetched; T912, a
            private network; T913, more than 5 redirects; T914, no usable answer in time.
    """
    deadline, current = time.monotonic() + seconds, address
    for _ in range(REDIRECTS + 1):
        target = _target(current, resolver or _resolve)
        answer = _open(opener or _connect, target, deadline)
        try:
            if answer.status not in MOVED:
                return _take(answer, current, limits, deadline)
            current = urljoin(current, _location(answer))
        finally:
            answer.close()
    raise refusal("T913", f"It redirects more than {REDIRECTS} times. Give the last address.")


def _location(answer: Answer) -> str:
    found = answer.getheader("Location")
    if not found:
        raise refusal(
            "T914", "It redirects without saying where. Open it in a browser and save it."
        )
    return found


def _target(address: str, resolver: Resolver) -> Target:
    parts, port = _parts(address)
    host = parts.hostname or ""
    try:
        numbers = list(resolver(host, port))
    except (OSError, UnicodeError):
        raise refusal("T914", f"The name {host[:100]} is not known. Check the address.") from None
    if not numbers:
        raise refusal("T914", f"The name {host[:100]} has no number. Check the address.")
    for number in numbers:
        _check_public(number)
    path = quote(parts.path or "/", safe=SAFE) + (
        f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    )
    return Target(parts.scheme, host, numbers[0], port, path)


def _parts(address: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(address.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _not_fetched("it cannot be read") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _not_fetched(f"its scheme is {parts.scheme[:20]!r}")
    if parts.username or parts.password:
        raise _not_fetched("it holds a name or a password")
    return parts, port


def _check_public(number: str) -> None:
    try:
        given = ipaddress.ip_address(number)
    except ValueError:
        raise refusal("T914", f"The number {number[:60]} cannot be read.") from None
    for address in _inside(given):
        if not address.is_global or address.is_multicast or address.is_reserved:
            fix = f"Found {address}. Save the page from a browser, and give the file."
            raise refusal("T912", fix)


def _inside(given: Address) -> list[Address]:
    """Return an address and those that it carries in disguise."""
    if isinstance(given, ipaddress.IPv4Address):
        return [given]
    if given in TRANSLATED:
        return [ipaddress.IPv4Address(int(given) & 0xFFFFFFFF)]
    if given.ipv4_mapped:
        return [given.ipv4_mapped]
    carried = [given.sixtofour, *(given.teredo or ())]
    return [given, *(address for address in carried if address)]


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _open(opener: Opener, target: Target, deadline: float) -> Answer:
    try:
        return opener(target, _left(deadline))
    except (OSError, HTTPException, ValueError) as error:
        found = f"{target.host[:100]}: {type(error).__name__}"
        raise refusal(
            "T914", f"Found {found}. Try later, or save the page and give the file."
        ) from None


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise refusal(
            "T914", "It answers too slowly. Save the page from a browser, and give the file."
        )
    return left


def _take(answer: Answer, address: str, limits: Limits, deadline: float) -> Fetched:
    if answer.status != 200:
        raise refusal("T914", f"Its status is {answer.status}. Open it in a browser and save it.")
    if (packed := answer.getheader("Content-Encoding")) not in ("", "identity"):
        raise refusal("T914", f"It is packed ({packed[:20]}). Save the page from a browser.")
    kind = answer.getheader("Content-Type")
    most = limits.pdf_bytes if "pdf" in kind else limits.page_bytes
    length = answer.getheader("Content-Length")
    if length.isdecimal() and int(length[:18]) > most:
        raise _too_large(most)
    return Fetched(_body(answer, most, deadline), address, _charset(kind))


def _body(answer: Answer, most: int, deadline: float) -> bytes:
    taken = bytearray()
    try:
        while chunk := answer.read(CHUNK):
            taken += chunk
            _left(deadline)
            if len(taken) > most:
                raise _too_large(most)
    except (OSError, HTTPException, ValueError) as error:
        fix = f"It breaks off ({type(error).__name__}). Try later, or save the page."
        raise refusal("T914", fix) from None
    return bytes(taken)


def _charset(kind: str) -> str | None:
    _, found, charset = kind.partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None if found else None


def _too_large(most: int) -> DocumentError:
    fix = f"At most {most / MEGABYTE:.0f} MB are taken. Save the article alone, and give the file."
    return refusal("T902", fix)


def _not_fetched(found: str) -> DocumentError:
    return refusal("T911", f"Found: {found}. Give an address that begins with https:// or http://.")


class _Connection(HTTPConnection):
    """A connection to the number that was checked, under the name that was asked for."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target

    def connect(self) -> None:
        self.sock = _socket(self._target, self.timeout)


def _socket(target: Target, seconds: float | None) -> socket.socket:
    plain = socket.create_connection((target.number, target.port), timeout=seconds)
    if target.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)


def _connect(target: Target, seconds: float) -> Answer:
    connection = _Connection(target, seconds)
    if target.scheme == "https":
        connection.default_port = HTTPSConnection.default_port
    timer = threading.Timer(seconds, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        connection.request("GET", target.path, headers={**HEADERS, "Connection": "close"})
        return _Timed(connection.getresponse(), timer)
    except BaseException:
        timer.cancel()
        connection.close()
        raise


def _cut(connection: HTTPConnection) -> None:
    sock: socket.socket | None = connection.sock
    try:
        if sock is not None:
            sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Timed:
    """An answer whose connection is cut when its time is over."""

    def __init__(self, response: HTTPResponse, timer: threading.Timer) -> None:
        self._response, self._timer = response, timer
        self.status: int = response.status

    def getheader(self, name: str, default: str = "") -> str:
        return self._response.getheader(name, default)

    def read(self, size: int) -> bytes:
        return self._response.read(size)

    def close(self) -> None:
        self._timer.cancel()
        self._response.close()
