"""Claims: accepted statements with exact places, as ``claims.toml`` keeps them.

The file grows by appending. A claim always stores the hash of its exact words; the words themselves
are optional, because the sentences of a publisher may not be passed on with a case.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import tomli_w
from pydantic import BeforeValidator, Field, PlainSerializer, ValidationError, WithJsonSchema

from pledgecraft.base.errors import CODES, CaseError, Problem
from pledgecraft.base.files import write_whole
from pledgecraft.base.model import Model, problems_of
from pledgecraft.base.quantities import refusal, shown
from pledgecraft.base.terms import TermPathError, parse_path
from pledgecraft.base.toml import Document as File
from pledgecraft.base.toml import TermPath, parse, read
from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Bound, Kind, Quantity, Selector, Span, Speech
from pledgecraft.evidence.selectors import (
    Found,
    is_inside,
    outside,
    search,
    search_hashed,
    select,
    sha256,
)

TERMS = ("method", "amount", "timeline", "losses", "distributions")
LINKED = ("linked.tariff", "linked.currency", "linked.visas", "linked.defence")
EMPTY = "format = 1\n"

_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"([A-Za-z0-9-]+)#([A-Za-z0-9-]+)")
_LARGEST = 40


def _read_number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise refusal("D113", f'Found {shown(value)}. Write a number in quotes, like "350".')
    return number


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without idle zeros.

    Example:
        >>> plain(Decimal("3.50E+2"))
        '350'
    """
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _read_hash(value: Any) -> str:
    if isinstance(value, str) and _HASH.fullmatch(value):
        return value
    raise refusal("D113", f"Found {shown(value)}. Write a SHA-256 in 64 small hexadecimal digits.")


def _read_whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise refusal("D113", f"Found {shown(value)}. Write a whole number of characters, from 0.")


Number = Annotated[
    Decimal,
    BeforeValidator(_read_number),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
Sha256 = Annotated[
    str,
    BeforeValidator(_read_hash),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
Place = Annotated[
    int, BeforeValidator(_read_whole), WithJsonSchema({"type": "integer", "minimum": 0})
]


class Amount(Model):
    """A quantity in normal form: of what, from, to, in which unit; see ``evidence.model``."""

    kind: Kind
    low: Number | None = None
    high: Number | None = None
    unit: str
    bound: Bound = "exact"
    day: date | None = None
    last_day: date | None = None
    per: str | None = None

    @classmethod
    def of(cls, quantity: Quantity) -> "Amount":
        """Return the normal form of a quantity found in a text."""
        names = [name for name in cls.model_fields if getattr(quantity, name) is not None]
        return cls.model_validate({name: getattr(quantity, name) for name in names})


def amounts_of(quantities: Iterable[Quantity]) -> tuple[Amount, ...]:
    """Return quantities in normal form, without dates of which no day is known."""
    return tuple(Amount.of(one) for one in quantities if one.kind != "date" or one.day)


class Bearing(Model):
    """A term that a claim bears on, and where the words stand that say so."""

    path: str
    start: Place | None = None
    end: Place | None = None


class Words(Model):
    """Where a claim's words stand: position and hash, and the words if they may be passed on."""

    start: Place
    end: Place
    sha256_text: Sha256 = Field(description="Hash of the text that start and end point into.")
    sha256_exact: Sha256 = Field(description="Hash of the words from start to end.")
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None

    @classmethod
    def of(cls, selector: Selector, *, with_text: bool = True) -> "Words":
        """Return what is kept of a selector; without text only its place and its hashes."""
        text = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
        return cls(
            start=selector.span.start,
            end=selector.span.end,
            sha256_text=selector.sha256_text,
            sha256_exact=sha256(selector.exact),
            **(text if with_text else {}),
        )

    @property
    def span(self) -> Span:
        """The place."""
        return Span(self.start, self.end)


class Claim(Model):
    """An accepted statement: who said what about which term, and where exactly.

    Cited as ``claim = "<document>#<short>"``.
    """

    id: str = Field(description="The document's id, #, and a short name.")
    document: str
    kind: Speech
    speaker: str | None = Field(default=None, description="Missing where the text names none.")
    cue: str | None = None
    said: date | None = None
    said_by: Literal["stated", "weekday", "relative", "published"] | None = Field(
        default=None, description="How the day is known."
    )
    addressee: str | None = None
    says: str = Field(default="", description="What was said, in own words.")
    extractor: str
    version: str
    candidate: Sha256 | None = Field(default=None, description="Hash of what was reviewed.")
    reviewer: str | None = None
    accepted: datetime | None = None
    selector: Words
    terms: tuple[Bearing, ...] = ()
    quantities: tuple[Amount, ...] = ()

    @property
    def short(self) -> str:
        """The part of the id after the document's."""
        return self.id.partition("#")[2]


class Claims(Model):
    """The whole of ``claims.toml``."""

    format: Literal[1]
    claim: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class ClaimsFile:
    """Claims with their places in the file.

    Attributes:
        file: The file as read.
        claims: The claims, in the order of the file.
    """

    file: File
    claims: tuple[Claim, ...]

    def by_id(self) -> dict[str, Claim]:
        """Return the claims by what cites them."""
        return {claim.id: claim for claim in self.claims}


def read_claims(path: Path) -> ClaimsFile:
    """Read ``claims.toml``.

    Raises:
        CaseError: All problems of the file at once: D101 to D114, D301, K955, K958, K959.
    """
    return claims_in(read(path))


def parse_claims(raw: bytes, *, name: str = "claims.toml") -> ClaimsFile:
    """Read the bytes of ``claims.toml``.

    Raises:
        CaseError: As :func:`read_claims`.
    """
    return claims_in(parse(raw, name=name))


def claims_in(file: File) -> ClaimsFile:
    """Return the claims of a file that has been read as TOML.

    Raises:
        CaseError: As :func:`read_claims`.
    """
    if (version := file.data.get("format", 1)) != 1:
        fix = f"Found format = {version!r}. This version of Pledgecraft reads format = 1."
        raise CaseError(file.problem("D106", ("format",), fix))
    problems = list(_problems_of_form(file))
    whole = list(_whole_claims(file))
    problems += [
        file.problem(code, ("claim", index, *path), fix)
        for index, claim in whole
        for code, path, fix in findings(claim)
    ]
    problems += _standing_twice(file, whole)
    if problems:
        raise CaseError(sorted(problems, key=lambda problem: problem.line or 0))
    return ClaimsFile(file, tuple(claim for _, claim in whole))


def _problems_of_form(file: File) -> Sequence[Problem]:
    try:
        Claims.model_validate(file.data)
    except ValidationError as error:
        return problems_of(
            error,
            model=Claims,
            place=lambda code, path, fix, key: file.problem(code, path, fix, key=key),
        )
    return ()


def _whole_claims(file: File) -> Iterator[tuple[int, Claim]]:
    """Yield the claims that have the right form, so that one bad claim hides no other's faults."""
    tables: Any = file.data.get("claim", ())
    for index, table in enumerate(cast("list[Any]", tables) if isinstance(tables, list) else ()):
        try:
            yield index, Claim.model_validate(table)
        except ValidationError:
            continue


def _standing_twice(file: File, claims: Iterable[tuple[int, Claim]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, claim in claims:
        if claim.id in first:
            fix = f'"{claim.id}" is claim {first[claim.id] + 1} already. Give this one another id.'
            yield file.problem("D114", ("claim", index, "id"), fix)
        first.setdefault(claim.id, index)


def findings(claim: Claim) -> Iterator[tuple[str, TermPath, str]]:
    """Yield code, place and remedy of all that a claim says against itself."""
    yield from _of_id(claim)
    yield from _of_words(claim.selector)
    for index, bearing in enumerate(claim.terms):
        yield from _of_bearing(bearing, claim.selector.span, ("terms", index))
    for index, amount in enumerate(claim.quantities):
        yield from _of_amount(amount, ("quantities", index))


def _of_id(claim: Claim) -> Iterator[tuple[str, TermPath, str]]:
    match = _ID.fullmatch(claim.id)
    if match is None or match.group(1) != claim.document:
        fix = f'Found "{claim.id}" of "{claim.document}". Write it like "{claim.document}#cap".'
        yield "K958", ("id",), fix


def _of_words(words: Words) -> Iterator[tuple[str, TermPath, str]]:
    if words.start >= words.end:
        fix = f"Found {words.start} to {words.end}. Write a start before the end."
        yield "K955", ("selector", "start"), fix
    elif words.exact is not None and len(words.exact) != words.end - words.start:
        fix = f"{len(words.exact)} characters cannot stand from {words.start} to {words.end}."
        yield "K959", ("selector", "exact"), fix
    elif words.exact is not None and sha256(words.exact) != words.sha256_exact:
        fix = f"The hash of these words is {sha256(words.exact)}. Select them anew."
        yield "K959", ("selector", "sha256_exact"), fix


def _of_bearing(
    bearing: Bearing, words: Span, path: TermPath
) -> Iterator[tuple[str, TermPath, str]]:
    if not is_term(bearing.path):
        yield "D301", (*path, "path"), unknown_term(bearing.path)
    if (bearing.start is None) != (bearing.end is None):
        yield "K959", path, "Write both start and end of the words, or neither."
    elif not _is_within(bearing, words):
        fix = f"Found {bearing.start} to {bearing.end}; the words are {words.start} to {words.end}."
        yield "K959", path, fix


def _is_within(bearing: Bearing, words: Span) -> bool:
    if bearing.start is None or bearing.end is None:
        return True
    return words.start <= bearing.start < bearing.end <= words.end


def _of_amount(amount: Amount, path: TermPath) -> Iterator[tuple[str, TermPath, str]]:
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        yield "D211", (*path, "low"), "Write the smaller end as low."
    if amount.day is not None and amount.last_day is not None and amount.day > amount.last_day:
        yield "D209", (*path, "day"), "Write the earlier day as day."
    if amount.kind == "date" and amount.day is None and amount.last_day is None:
        yield "D110", path, 'A date needs "day", "last_day" or both.'
    elif amount.kind != "date" and amount.low is None and amount.high is None:
        yield "D110", path, 'A quantity needs "low", "high" or both.'


def is_term(path: str) -> bool:
    """Return whether a path leads to one of the five terms or a linked condition."""
    try:
        parts = parse_path(path)
    except TermPathError:
        return False
    return parts[0] in TERMS or ".".join(str(part) for part in parts[:2]) in LINKED


def unknown_term(path: str) -> str:
    """Return the remedy for a path to no term (D301)."""
    return f'Found "{path}". Terms begin with {", ".join((*TERMS, *LINKED))}.'


def append_claims(path: Path, claims: Iterable[Claim]) -> ClaimsFile:
    """Append claims to ``claims.toml``, all of them or none.

    What stands in the file stays byte for byte; where there is no file, one is made.

    Raises:
        CaseError: All problems that the file has or would have.
        UsageError: U701, the file cannot be written.
    """
    old = read(path).text if path.exists() else EMPTY
    raw = path.read_bytes() if path.exists() else EMPTY.encode()
    added = written_claims(claims)
    if not added:
        return parse_claims(raw, name=path.name)
    gap = "" if old.endswith("\n") else "\n"
    whole = raw + f"{gap}\n{added}".encode()
    checked = parse_claims(whole, name=path.name)
    write_whole(path, whole)
    return checked


def written_claims(claims: Iterable[Claim]) -> str:
    """Return claims as they stand in ``claims.toml``, without the line of the format."""
    tables = [_table(claim) for claim in claims]
    return tomli_w.dumps({"claim": tables}) if tables else ""


def _table(claim: Claim) -> dict[str, Any]:
    return claim.model_dump(exclude_none=True, exclude_defaults=True)


def verify_claims(
    claims: Iterable[Claim] | ClaimsFile, documents: Mapping[str, Document]
) -> tuple[Problem, ...]:
    """Check that every claim's words stand at their place, whoever made it; nothing is moved.

    Args:
        claims: Claims; those of a file get their line and column in it.
        documents: The documents by id.

    Returns:
        K951 (the text has changed, the words are still there), K955 (the place lies outside),
        K956 (other words stand there), K957 (no such document). Empty where all is well.
    """
    file = claims.file if isinstance(claims, ClaimsFile) else None
    listed = claims.claims if isinstance(claims, ClaimsFile) else claims
    problems: list[Problem] = []
    for index, claim in enumerate(listed):
        found = _fault(claim, documents)
        if found is None:
            continue
        path = ("claim", index, "document" if found.code == "K957" else "selector")
        problems.append(file.problem(found.code, path, found.fix) if file else found)
    return tuple(problems)


def _fault(claim: Claim, documents: Mapping[str, Document]) -> Problem | None:
    document = documents.get(claim.document)
    if document is None:
        fix = f'{claim.id} names "{claim.document}". Add that document to the archive.'
        return Problem("K957", CODES["K957"], fix)
    words = claim.selector
    if not is_inside(document, words.span):
        return outside(document, words.span)
    if not _stands(words, document):
        fix = _where(claim, _search(words, document))
        return Problem("K956", CODES["K956"], fix)
    if document.sha256_text != words.sha256_text:
        fix = f"The words of {claim.id} still stand at their place. Check them and select anew."
        return Problem("K951", CODES["K951"], fix)
    return None


def _stands(words: Words, document: Document) -> bool:
    there = words.span.of(document.text)
    return sha256(there) == words.sha256_exact and words.exact in (None, there)


def _search(words: Words, document: Document) -> Found:
    if words.exact is None:
        return search_hashed(document.text, words.span, words.sha256_exact)
    context = (words.prefix or "", words.suffix or "")
    return search(document.text, Selector(words.span, words.exact, *context, words.sha256_text))


def _where(claim: Claim, found: Found) -> str:
    places = "; ".join(f"{span.start} to {span.end}" for span in found.spans[:5])
    now = {
        "same place": "Its hash is of other words.",
        "once": f"They now stand at {places}.",
        "several": f"They now stand at {places}.",
        "near": f"The nearest words stand at {places}.",
        "nowhere": "They do not stand in the text.",
    }[found.how]
    span = claim.selector.span
    return f"{claim.id} points to characters {span.start} to {span.end}. {now} Select them anew."


def words_at(document: Document, span: Span, *, with_text: bool = True) -> Words:
    """Return what a claim keeps of the words at a place.

    Raises:
        SelectorError: K955, the place lies outside of the text.
    """
    return Words.of(select(document, span), with_text=with_text)
