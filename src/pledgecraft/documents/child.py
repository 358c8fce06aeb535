"""The process that reads documents, under limits of memory and time, without network or programs.

It takes requests from standard input and answers on standard output: each message is a line of
JSON that says how many bytes follow. It ends when its input ends.
"""

import json
import math
import sys
from importlib import import_module
from typing import BinaryIO, cast

from pledgecraft.base.errors import PledgecraftError
from pledgecraft.documents.characters import decode
from pledgecraft.documents.limits import Limits, check_markup
from pledgecraft.documents.model import Aside
from pledgecraft.documents.page import read_page
from pledgecraft.documents.parsed import Parsed, to_wire
from pledgecraft.documents.pdf import read_pdf
from pledgecraft.documents.plain import read_plain
from pledgecraft.documents.problems import refusal

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "pty.",
)
GRACE = 2
Message = dict[str, object]


def main() -> None:
    """Answer requests until the input ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    limits = Limits(**json.loads(source.readline()))
    _warm()
    _confine(limits)
    while line := source.readline():
        request = cast(Message, json.loads(line))
        data = source.read(cast(int, request["size"]))
        _allow_time(limits.pdf_seconds if request["kind"] == "pdf" else limits.seconds)
        send(target, _answer(data, request, limits, target))


def send(target: BinaryIO, message: Message) -> None:
    """Write one message, as one line of JSON."""
    target.write(json.dumps(message).encode() + b"\n")
    target.flush()


def _answer(data: bytes, request: Message, limits: Limits, target: BinaryIO) -> Message:
    def progress(done: int, pages: int) -> None:
        send(target, {"done": done, "pages": pages})

    try:
        if request["kind"] == "pdf":
            return {"parsed": to_wire(read_pdf(data, limits=limits, progress=progress))}
        return {"parsed": to_wire(_read_text(data, request, limits))}
    except PledgecraftError as error:
        problem = error.problems[0]
        return {"code": problem.code, "fix": problem.fix}
    except MemoryError:
        return {"code": "T906", "fix": None}
    except Exception as error:  # noqa: BLE001  whatever a page provokes is told, not swallowed
        fix = f"{type(error).__name__} while reading. Please report it with the document."
        return {"code": "X901", "fix": fix}


def _read_text(data: bytes, request: Message, limits: Limits) -> Parsed:
    kind, charset = request["kind"], cast("str | None", request.get("charset"))
    text, lost = decode(data, declares=kind == "html", charset=charset)
    if kind == "html":
        check_markup(text, limits=limits)
    whole = read_page(text) if kind == "html" else read_plain(text)
    notes = (Aside("note", lost),) if lost else ()
    return Parsed(whole.text, whole.metadata, whole.asides + notes)


def _warm() -> None:
    """Load the libraries before the limits hold."""
    for name in ("lxml.etree", "pypdf"):
        import_module(name)


def _confine(limits: Limits) -> None:
    sys.setrecursionlimit(3000)
    sys.addaudithook(_refuse)
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def _allow_time(seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(spent + seconds) + GRACE, hard))


def _refuse(event: str, _: object) -> None:
    if event.startswith(FORBIDDEN):
        raise refusal("T909", f"Reading asked for {event}. A document may not do that.")


if __name__ == "__main__":
    main()
