r"""Characters: which ones a text keeps, and how bytes become characters.

A text is made once and never changes after, so little is touched: line ends become ``\n`` and
control characters go. Letters are not composed or folded, and non-breaking spaces stay.
"""

import re
from collections.abc import Iterator

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SPACES = re.compile(r"[ \t\n\r\f]+")
AROUND_BREAKS = re.compile(r"[ \t]*\n[ \t]*")
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
HEAD = 4096
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "cp949": "cp949",
    "ms949": "cp949",
    "uhc": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
}
ONE_BYTE = {"cp1252", "iso8859-15"}
"""Codecs that can read nearly anything, so that success proves nothing."""


def names(text: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(text.split())


def tidy(text: str) -> str:
    r"""Return a text with ``\n`` for line ends and without control characters."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text))


def flat(text: str) -> str:
    """Return a text on one line; non-breaking spaces stay inside it."""
    line = SPACES.sub(" ", text).strip()
    return line if line.isprintable() else SPACES.sub(" ", tidy(line)).strip()


def decode(data: bytes, *, declares: bool, charset: str | None = None) -> tuple[str, str | None]:
    """Return the characters of a document, and a note where some could not be read.

    Args:
        data: The bytes.
        declares: Whether the document can name its charset in its first lines.
        charset: The charset that the server declared.
    """
    for codec in _candidates(data, declares=declares, charset=charset):
        try:
            return data.decode(codec), None
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    return text, f"{lost} characters could not be decoded and stand as U+FFFD."


def _candidates(data: bytes, *, declares: bool, charset: str | None) -> Iterator[str]:
    yield from (codec for mark, codec in MARKS if data.startswith(mark))
    found = DECLARED.search(data[:HEAD]) if declares else None
    named = charset or (found[1].decode() if found else "")
    declared = CODECS.get(named.lower())
    if declared and declared not in ONE_BYTE:
        yield declared
    yield "utf-8"
    if declared:
        yield declared
