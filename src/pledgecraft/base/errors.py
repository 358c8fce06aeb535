"""Problems with a place, and the exceptions that carry them.

The whole tree::

    PledgecraftError          something a person can mend; carries ``problems``
    ├── CaseError             the files of a case                    exit code 1
    ├── UnresolvedError       terms still open, so nothing can run   exit code 1
    ├── UsageError            a call or a command line               exit code 2
    ├── OutcomeError          a question that a result cannot answer exit code 1
    └── DataError             a table of macro data, or its absence  exit code 1

A problem names its place, its code, one sentence, what was found and how to mend it. Every code
stands in :data:`CODES` and has an executable example under ``tests/errors``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

CODES: dict[str, str] = {
    "D101": "The file is not UTF-8 text.",
    "D102": "The file is larger than a case file may be.",
    "D103": "The file nests tables or arrays too deeply.",
    "D104": "The file is not TOML 1.0.",
    "D105": "The case lacks a file.",
    "D106": "The format version is unknown.",
    "D110": "A required key is missing.",
    "D111": "A key is unknown.",
    "D112": "A value is not one of the words that are possible here.",
    "D113": "A value has the wrong type.",
    "D114": "An id stands twice.",
    "D201": "A bare number stands where a unit belongs.",
    "D202": "A quantity cannot be read.",
    "D203": "A quantity has the wrong dimension.",
    "D204": "Distribution tiers must add to 100%.",
    "D205": "Tranches must add to the commitment.",
    "D206": "An instrument mix must add to 100%.",
    "D207": "The last tier must run until the end, and only the last.",
    "D208": "A party is not one of the deal's parties.",
    "D209": "Dates are out of order.",
    "D210": "A quantity is outside its possible range.",
    "D211": "A range runs backwards.",
    "D212": "A term names a tranche that does not exist.",
    "D213": "A hurdle cannot be read.",
    "D214": "The shares of a review or overrun clause must add to 100%.",
    "D215": "The horizon does not divide into periods that can be run.",
    "D216": "A hurdle lacks the term that it needs.",
    "D217": "A step of a tariff names a line that is not listed.",
    "D301": "A term does not exist.",
    "D302": "A position's party is not a party of the deal.",
    "D303": "A claim cites a source that is not listed.",
    "D304": "A claim is cited that was not accepted.",
    "D305": "Terms are unresolved, so the deal cannot run.",
    "D307": "A setting names nothing that exists.",
    "D309": "A reading does not exist.",
    "D310": "A side is not a party of the deal.",
    "D311": "The draft differs from the latest agreement.",
    "W401": "A project names a sector that does not exist.",
    "W402": "The shares of a portfolio must add to 100%.",
    "W403": "A series is longer than the horizon.",
    "W404": "A party has no discount rate.",
    "W405": "A benchmark rate is not described.",
    "W406": "Low, central and high are out of order.",
    "W407": "A tranche has no projects.",
    "W409": "A project given as series cannot carry debt.",
    "W410": "The calls of projects given as series exceed their tranche.",
    "W411": "A parameter of the world must be one value.",
    "W412": "A parameter of the world is outside its possible range.",
    "W413": "A tariff of the world names a line that is not there.",
    "W414": "A cell of macro data cannot be found.",
    "C501": "The case does not exist.",
    "C502": "The target folder is not empty.",
    "C503": "The case has no such world.",
    "E601": "No value of the term in the interval meets the target.",
    "E602": "An outcome does not exist.",
    "E603": "A quantity cannot be varied.",
    "E604": "A path does not exist.",
    "K951": "The text around a quote has changed.",
    "K952": "A quote stands at another place than its selector says.",
    "K953": "A quote stands several times, and not where its selector says.",
    "K954": "A quote does not stand in the text.",
    "K955": "A span lies outside of the text.",
    "K956": "The words at a claim's place are not the claim's words.",
    "K957": "A claim names a document that is not there.",
    "K958": "A claim's id is not its document's id with a short name.",
    "K959": "A claim contradicts itself.",
    "K960": "A line of a review file cannot be read.",
    "K961": "The last line of a review file is cut off.",
    "K962": "A decision names a candidate that is not there.",
    "K963": "A decision edits what cannot be edited so.",
    "K964": "A candidate is not what its id says.",
    "K965": "A candidate has not been accepted.",
    "K966": "A candidate stands twice.",
    "K967": "An answer of a model cannot be read whole.",
    "K968": "A proposal of a model is not a candidate.",
    "K969": "A candidate says something that its words do not.",
    "K970": "A language model gives no answer.",
    "K971": "The library that asks a language model is not installed.",
    "M801": "The header of a table of data is not as it must be.",
    "M802": "A line of a table has too few or too many cells.",
    "M803": "A country or an indicator is not written as it must be.",
    "M804": "A period cannot be read.",
    "M805": "A value is not a number.",
    "M806": "A unit is not in the list.",
    "M807": "A confidence is not in the list.",
    "M808": "A figure lacks its source.",
    "M809": "A figure stands twice.",
    "M810": "The table's file cannot be read.",
    "M811": "The table does not hold the figure.",
    "M812": "The library that fetches data is not installed.",
    "M813": "The World Bank gives no answer that can be used.",
    "M814": "An indicator cannot be fetched.",
    "M815": "A figure has another unit than the formula needs.",
    "T901": "The document's file cannot be read.",
    "T902": "The document is larger than may be read.",
    "T903": "The markup nests too deeply.",
    "T904": "The markup defines entities.",
    "T905": "Reading the document takes too long.",
    "T906": "Reading the document takes too much memory.",
    "T907": "The PDF cannot be read.",
    "T908": "The document holds no text.",
    "T909": "The document is neither HTML nor text nor PDF.",
    "T911": "The address is not one that can be fetched.",
    "T912": "The address leads into a private network.",
    "T913": "The address redirects too often.",
    "T914": "The address gives no answer that can be used.",
    "T921": "The id of a document cannot name files.",
    "T922": "The archive lacks a document.",
    "T923": "The archive holds another document under this id.",
    "T924": "A file of the archive has changed.",
    "T925": "The archive's record of a document cannot be read.",
    "T926": "The bytes are not those of the document.",
    "U701": "The command cannot be carried out as written.",
    "X901": "Something failed that should not.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where, what, and how.

    Attributes:
        code: Stable code, a key of :data:`CODES`.
        message: One sentence, the noun first.
        fix: What was found and how to mend it.
        file: The file's name, or ``None`` where no file is meant.
        line: Line, from 1.
        column: Column, from 1.
        width: Characters to underline.
        excerpt: The line's text.
        severity: ``error`` stops the work; ``note`` is only said.
    """

    code: str
    message: str
    fix: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str | None = None
    severity: str = "error"

    def to_dict(self) -> dict[str, object]:
        """Return the shape that ``--json`` and the web share."""
        whole = asdict(self)
        names = ("code", "message", "file", "line", "column", "fix", "severity")
        return {name: whole[name] for name in names}

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = f"{place}  {self.code}  {self.message}" if place else f"{self.code}  {self.message}"
        return "\n".join([head, *self._picture(), f"  {self.fix}"])

    def _picture(self) -> list[str]:
        if self.excerpt is None or self.line is None or self.column is None:
            return []
        start = max(0, self.column - 60)
        text = self.excerpt[start : start + 110].replace("\t", " ")
        before, after = "…" if start else "", "…" if len(self.excerpt) > start + 110 else ""
        text = before + text[len(before) :] + after
        margin = " " * len(str(self.line))
        room = 110 - (self.column - 1 - start)
        caret = " " * (self.column - 1 - start) + "^" * max(1, min(self.width, room))
        return [f"  {self.line} | {text}", f"  {margin} | {caret}"]


class PledgecraftError(Exception):
    """Something that a person can mend.

    Attributes:
        problems: All problems found, in the order of the files.
    """

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n\n".join(str(problem) for problem in self.problems))


class CaseError(PledgecraftError):
    """The files of a case have problems."""


class UnresolvedError(PledgecraftError):
    """Terms are open, so nothing can run."""


class UsageError(PledgecraftError):
    """A call or a command line cannot be carried out."""

    exit_code = 2


class OutcomeError(PledgecraftError):
    """A result cannot answer the question."""


class DataError(PledgecraftError):
    """A table of macro data has problems, or lacks what is asked of it."""
