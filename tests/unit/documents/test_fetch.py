"""Fetching, with a fake opener and a fake resolver: never a network."""

from collections.abc import Callable

import pytest

from pledgecraft.documents.fetch import Fetched, Target, fetch
from pledgecraft.documents.limits import Limits
from pledgecraft.documents.problems import DocumentError

PUBLIC = "93.184.216.34"


class Given:
    def __init__(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.status, self.body, self.headers = status, body, headers
        self.closed = False

    def getheader(self, name: str, default: str = "") -> str:
        return self.headers.get(name.replace("-", "_"), default)

    def read(self, size: int) -> bytes:
        chunk, self.body = self.body[:size], self.body[size:]
        return chunk

    def close(self) -> None:
        self.closed = True


def opener(
    answers: dict[str, Given], asked: list[Target] | None = None
) -> Callable[[Target, float], Given]:
    def open_one(target: Target, seconds: float) -> Given:
        if asked is not None:
            asked.append(target)
        return answers[f"{target.scheme}://{target.host}{target.path}"]

    return open_one


def refused(
    address: str, answers: dict[str, Given] | None = None, **rest: object
) -> tuple[str, str]:
    rest.setdefault("resolver", lambda host, port: [PUBLIC])
    with pytest.raises(DocumentError) as caught:
        fetch(address, opener=opener(answers or {}), **rest)
    return caught.value.problems[0].code, caught.value.problems[0].fix


def test_page_is_fetched_from_the_number_that_was_checked() -> None:
    asked: list[Target] = []
    page = Given(body=b"<p>ships</p>" * 20_000, Content_Type="text/html; charset=EUC-KR")
    moved = Given(status=302, Location="/b?x=1 2")
    answers = {"https://a.example/a": moved, "https://a.example/b?x=1%202": page}
    found = fetch(
        "https://a.example/a", opener=opener(answers, asked), resolver=lambda *_: [PUBLIC]
    )
    assert found == Fetched(b"<p>ships</p>" * 20_000, "https://a.example/b?x=1 2", "EUC-KR")
    assert {(target.number, target.port) for target in asked} == {(PUBLIC, 443)}
    assert page.closed
    assert moved.closed


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_private_networks_are_refused(number: str) -> None:
    code, fix = refused("https://inside.example/", resolver=lambda *_: [PUBLIC, number])
    assert code == "T912"
    assert "give the file" in fix


def test_a_redirect_into_a_private_network_is_refused() -> None:
    numbers = {"a.example": [PUBLIC], "inside.example": ["192.168.0.1"]}
    answers = {"http://a.example/": Given(status=301, Location="http://inside.example/")}
    assert (
        refused("http://a.example/", answers, resolver=lambda host, _: numbers[host])[0] == "T912"
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "javascript:alert(1)",
        "a.example",
        "https://",
        "https://u:p@a.example/",
        "http://a.example:99999/",
        "http://[::1",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    assert refused(address)[0] == "T911"


def test_a_redirect_to_a_file_is_refused() -> None:
    assert (
        refused(
            "http://a.example/",
            {"http://a.example/": Given(status=302, Location="file:///etc/passwd")},
        )[0]
        == "T911"
    )


def test_redirects_in_a_ring_are_refused() -> None:
    code, fix = refused("http://a.example/", {"http://a.example/": Given(status=302, Location="/")})
    assert (code, fix.split(".")[0]) == ("T913", "It redirects more than 5 times")


@pytest.mark.parametrize(
    ("answer", "code", "found"),
    [
        (Given(status=404), "T914", "status is 404"),
        (Given(status=302), "T914", "without saying where"),
        (Given(Content_Encoding="gzip"), "T914", "packed (gzip)"),
        (Given(Content_Length="999999999"), "T902", "At most 1 MB"),
        (Given(body=b"a" * (2 << 20)), "T902", "At most 1 MB"),
    ],
)
def test_answers_that_cannot_be_used(answer: Given, code: str, found: str) -> None:
    told = refused(
        "http://a.example/", {"http://a.example/": answer}, limits=Limits(page_bytes=1 << 20)
    )
    assert told[0] == code
    assert found in told[1]
    assert answer.closed


def test_time_and_unknown_names_and_broken_lines() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    def broken(target: Target, seconds: float) -> Given:
        raise ConnectionResetError

    assert refused("http://a.example/", seconds=-1)[1].startswith("It answers too slowly")
    assert (
        refused("http://a.example/", resolver=unknown)[1]
        == "The name a.example is not known. Check the address."
    )
    with pytest.raises(DocumentError, match="ConnectionResetError"):
        fetch("http://a.example/", opener=broken, resolver=lambda *_: [PUBLIC])
