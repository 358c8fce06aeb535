"""The reader: one child process for many documents, ended when a document takes too much."""

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import IO, Self, cast

from pledgecraft.documents.limits import LIMITS, Limits, check_size
from pledgecraft.documents.parsed import Parsed, from_wire
from pledgecraft.documents.problems import DocumentError, refusal

Progress = Callable[[int, int], None]
Message = dict[str, object]


class Reader:
    """A child process that reads documents one after another.

    It starts with the first document. When a document takes too long or too much memory, the
    child ends with it and the next document gets a new one. Safe to share between threads.

    Args:
        limits: What a document may cost.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                _close(stream)

    def read(
        self,
        data: bytes,
        *,
        kind: str,
        charset: str | None = None,
        progress: Progress | None = None,
    ) -> Parsed:
        """Return what a document holds.

        Args:
            data: Its bytes.
            kind: ``html``, ``text`` or ``pdf``.
            charset: The charset that the server declared.
            progress: Called with the pages read and the pages in all, for a PDF.

        Raises:
            DocumentError: T902 to T908.
        """
        check_size(len(data), kind=kind, limits=self.limits)
        with self._lock:
            answer = self._ask(data, {"kind": kind, "charset": charset}, progress)
        if "parsed" in answer:
            return from_wire(cast(Message, answer["parsed"]))
        raise _refused(answer)

    def _ask(self, data: bytes, asked: Message, progress: Progress | None) -> Message:
        try:
            return self._exchange(data, asked, progress)
        except BaseException:
            self.close()
            raise

    def _exchange(self, data: bytes, asked: Message, progress: Progress | None) -> Message:
        child = self._running()
        seconds = self.limits.pdf_seconds if asked["kind"] == "pdf" else self.limits.seconds
        deadline = time.monotonic() + seconds
        sending = threading.Thread(target=_send, args=(child.stdin, data, asked), daemon=True)
        sending.start()
        while True:
            answer = self._next(deadline, seconds)
            if "done" not in answer:
                sending.join()
                return answer
            if progress:
                progress(cast(int, answer["done"]), cast(int, answer["pages"]))

    def _next(self, deadline: float, seconds: float) -> Message:
        try:
            line = self._messages.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise _late(seconds) from None
        if not line.endswith(b"\n"):
            raise _died(self._child)
        return cast(Message, json.loads(line))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _start(self.limits)
            self._messages = queue.SimpleQueue()
            listen = (self._child.stdout, self._messages)
            threading.Thread(target=_listen, args=listen, daemon=True).start()
        return self._child


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pledgecraft.documents.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    stdin = cast("IO[bytes]", child.stdin)
    stdin.write(json.dumps(asdict(limits)).encode() + b"\n")
    stdin.flush()
    return child


def _send(stream: IO[bytes], data: bytes, asked: Message) -> None:
    try:
        stream.write(json.dumps({**asked, "size": len(data)}).encode() + b"\n")
        stream.write(data)
        stream.flush()
    except (OSError, ValueError):
        return


def _listen(stream: IO[bytes], messages: "queue.SimpleQueue[bytes]") -> None:
    try:
        for line in stream:
            messages.put(line)
    except (OSError, ValueError):
        pass
    messages.put(b"")


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream:
            stream.close()
    except OSError:
        return


def _late(seconds: float) -> DocumentError:
    fix = f"It was not read within {seconds:g} seconds. Save its text alone, or pass larger limits."
    return refusal("T905", fix)


def _died(child: subprocess.Popen[bytes] | None) -> DocumentError:
    code = child.wait() if child else None
    if code is not None and -code == getattr(signal, "SIGXCPU", None):
        return refusal("T905", "It used up the processor time. Save the article's text alone.")
    return _too_much()


def _too_much() -> DocumentError:
    return refusal(
        "T906", "The process that read it ended. Save the article's text alone, and give that."
    )


def _refused(answer: Message) -> DocumentError:
    fix = answer["fix"]
    return refusal(str(answer["code"]), str(fix)) if fix else _too_much()


_shared: list[Reader] = []
_guard = threading.Lock()


def shared_reader() -> Reader:
    """Return the reader that this process shares; it ends with the process."""
    with _guard:
        if not _shared:
            _shared.append(Reader())
            atexit.register(_shared[0].close)
            if hasattr(os, "register_at_fork"):
                os.register_at_fork(after_in_child=_shared.clear)
        return _shared[0]
