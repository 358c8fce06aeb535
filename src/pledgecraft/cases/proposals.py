"""From accepted claims to positions and agreements of a case: proposed, and appended if asked.

What is proposed is what the claim and its document say: the term, the party for which the speaker
holds an office, the day, a value where one quantity alone fits the term. What is missing is said
and left to a person; nothing is guessed into a deal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import tomli_w

from pledgecraft.base.errors import CODES, CaseError, Problem, UnresolvedError, UsageError
from pledgecraft.base.files import write_whole
from pledgecraft.base.terms import TermPathError, normal, parse_path
from pledgecraft.base.toml import parse
from pledgecraft.cases.case import Case, case_from
from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import Amount, Claim, plain
from pledgecraft.evidence.folder import EvidenceFolder
from pledgecraft.evidence.parties import party_of

Kind = Literal["position", "agreement"]

_AGREED = re.compile(
    r"\b(?:agreed|signed|concluded|settled|sealed|reached (?:an? )?(?:agreement|deal))\b"
    r"|합의(?:했|하였|됐|에 이르)|서명(?:했|하였)|체결(?:했|하였)"
    r"|合意(?:し|した|に達)|署名し|締結し",
    re.IGNORECASE,
)
_NOT_AGREED = re.compile(
    r"\b(?:not|n't|n’t|yet|never|unless|if|until|once|before|hope[sd]?|fail\w*|near\w*|no) "
    r"(?:\w+ ){0,5}(?:agree|sign|conclude|settle|seal|reach)\w*"
    r"|\bstill (?:\w+ ){0,4}(?:to be |be )?(?:agreed|signed|settled)"
    r"|합의(?:하지|되지|에 이르지) (?:못|않)|合意(?:して|に達して)いない|まだ合意",
    re.IGNORECASE,
)


_BOTH = re.compile(
    r"\bboth\b|\bjointly\b|\bwe(?:['’]ve| have| had)? (?:agreed|signed|concluded|settled)\b"
    r"|\b(?:two|the) (?:sides|governments|countries|parties|nations|leaders)\b"
    r"|양국|양측|두 나라|쌍방|両国|両政府|双方|日米|韓米|한미",
    re.IGNORECASE,
)
_YEARLY_SUM = re.compile(
    r"\b(?:annual|yearly) (?:\w+ ){0,2}"
    r"(?:cap|limit|ceiling|payment|instal+ment|contribution|investment|call|sum|amount|draw)s?\b"
    r"|\bin any (?:one |single |calendar )?year\b"
    r"|(?:연간|매년|해마다|한 해|연)\s?(?:약|최대|최소)?\s?\d|연간\s?(?:한도|상한|집행액|투자액)"
    r"|(?:年間|毎年|(?<!\d)年)(?:の|に)?(?:約|最大|最低|計)?\d|年間(?:の)?(?:上限|限度)",
    re.IGNORECASE,
)
"""A sum that is one a year: an annual cap of $4bn, 연간 200억 달러, 年200億ドル."""


@dataclass(frozen=True)
class Proposal:
    """An entry of ``positions.toml`` that a claim supports.

    Attributes:
        kind: Position of one party, or agreement of both.
        term: Path of the term.
        since: Day from which it holds.
        says: What was said, in own words.
        claim: Id of the claim.
        by: The party; ``None`` for an agreement.
        speaker: Who said it; ``None`` for an agreement.
        value: Value of the term, as a deal file writes it; ``None`` where none was said.
        check: What of this is inferred and should be looked at.
    """

    kind: Kind
    term: str
    since: date
    says: str
    claim: str
    by: str | None = None
    speaker: str | None = None
    value: str | None = None
    check: tuple[str, ...] = ()

    def to_table(self) -> dict[str, Any]:
        """Return the entry as it stands in the file."""
        fields = {
            "term": self.term,
            "by": self.by,
            "speaker": self.speaker,
            "since": self.since,
            "value": self.value,
            "says": self.says,
            "claim": self.claim,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True)
class LeftOut:
    """A claim that becomes no entry.

    Attributes:
        claim: Its id.
        why: What is missing, and what to do.
    """

    claim: str
    why: str


@dataclass(frozen=True)
class Proposals:
    """What the claims of a case's folder support.

    Attributes:
        entries: Entries for ``positions.toml``, in order of day and claim.
        sources: Entries for ``sources.toml`` of documents that are not listed there.
        left_out: Claims that become no entry, with the reason.
    """

    entries: tuple[Proposal, ...]
    sources: tuple[dict[str, Any], ...]
    left_out: tuple[LeftOut, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``propose --json``, without the case."""
        return {
            "entries": [
                {**vars(one), "since": one.since.isoformat(), "check": list(one.check)}
                for one in self.entries
            ],
            "sources": [{**one, "date": one["date"].isoformat()} for one in self.sources],
            "left_out": [vars(one) for one in self.left_out],
        }

    def to_toml(self) -> dict[str, str]:
        """Return the text to append, by file."""
        parts: dict[str, str] = {}
        if self.sources:
            parts["sources"] = tomli_w.dumps({"source": list(self.sources)})
        if self.entries:
            parts["positions"] = "\n".join(_written(entry) for entry in self.entries)
        return parts


def _written(entry: Proposal) -> str:
    notes = "".join(f"# check: {' '.join(note.split())}\n" for note in entry.check)
    return notes + tomli_w.dumps({entry.kind: [entry.to_table()]})


def propose(case: Case, *, by: Mapping[str, str] | None = None) -> Proposals:
    """Return the positions and agreements that a case's accepted claims support.

    Args:
        case: A case whose folder holds evidence.
        by: Party by claim, where the document does not say for whom the speaker speaks.

    Raises:
        UsageError: U701, a claim or a party that is named does not exist.
    """
    folder = EvidenceFolder(case.folder)
    claims = folder.cited()
    given = _given(by or {}, case, claims)
    stands = {
        (entry.claim, normal(case.documents["deal"].data, parse_path(entry.term)))
        for entry in (*case.positions.position, *case.positions.agreement)
    }
    documents = {name: folder.archive.read(name) for name in {one.document for one in claims}}
    entries: list[Proposal] = []
    left: list[LeftOut] = []
    for claim in claims:
        found = _entries(claim, documents[claim.document], case, given.get(claim.id))
        if isinstance(found, str):
            left.append(LeftOut(claim.id, found))
            continue
        paths = [normal(case.documents["deal"].data, parse_path(one.term)) for one in found]
        entries += [
            one for one, path in zip(found, paths, strict=True) if (one.claim, path) not in stands
        ]
    cited = dict.fromkeys(entry.claim.split("#")[0] for entry in entries)
    sources, lacking = _sources([documents[name] for name in cited], case)
    left += [LeftOut(one.claim, lacking[name]) for one in entries
             if (name := one.claim.split("#")[0]) in lacking]  # fmt: skip
    entries = [one for one in entries if one.claim.split("#")[0] not in lacking]
    order = sorted(entries, key=lambda one: (one.since, one.claim))
    return Proposals(tuple(order), tuple(sources), tuple(dict.fromkeys(left)))


def _given(by: Mapping[str, str], case: Case, claims: Sequence[Claim]) -> dict[str, str]:
    known, parties = {claim.id for claim in claims}, case.deal.party_codes
    problems: list[Problem] = []
    for name, party in by.items():
        if name not in known:
            fix = f'Found "{name}". Claims are {", ".join(sorted(known)) or "none"}.'
            problems.append(Problem("U701", "The claim does not exist.", fix))
        if party not in parties:
            fix = f'Found "{party}". The parties are {", ".join(parties)}.'
            problems.append(Problem("D302", CODES["D302"], fix))
    if problems:
        raise UsageError(problems)
    return dict(by)


def _entries(
    claim: Claim, document: Document, case: Case, given: str | None
) -> list[Proposal] | str:
    """Return a claim's entries, or why there are none."""
    if not claim.terms:
        return "It bears on no term. Edit its terms in the review."
    since, check = _since(claim, document)
    if since is None:
        return "Neither the claim nor its document has a day. Edit said in the review."
    words = claim.selector.span.of(document.text)
    entry = Proposal("position", "", since, "", claim.id, check=check)
    if _AGREED.search(words) and _BOTH.search(words) and not _NOT_AGREED.search(words):
        note = "The words speak of an agreement: is it one of both sides?"
        entry = replace(entry, kind="agreement", check=(*check, note))
    else:
        party, why = _party(claim, document, case, given)
        if party is None:
            parties = " or ".join(case.deal.party_codes)
            return f"{why} Say it with --by {claim.id}=PARTY, PARTY being {parties}."
        entry = replace(entry, by=party, speaker=claim.speaker, check=(*check, *why))
    return list(_by_term(entry, claim, words, case))


def _since(claim: Claim, document: Document) -> tuple[date | None, tuple[str, ...]]:
    if claim.said is not None:
        return claim.said, ()
    published = document.metadata.published
    if published is None:
        return None, ()
    return published.date(), ("The day is that of publication.",)


def _party(
    claim: Claim, document: Document, case: Case, given: str | None
) -> tuple[str | None, Any]:
    """Return a claim's party and what to check, or ``None`` and the reason."""
    if given is not None:
        return given, ()
    found = party_of(claim.speaker, document, among=case.deal.party_codes)
    if found.code is not None:
        note = f"By {found.code}, from {found.why}."
        return found.code, (note,)
    for entry in case.positions.position:
        if claim.speaker and entry.speaker and entry.speaker.split(",")[0] == claim.speaker:
            return entry.by, (f"By {entry.by}, as {claim.speaker} speaks elsewhere in the case.",)
    return None, found.why


def _by_term(entry: Proposal, claim: Claim, words: str, case: Case) -> Iterator[Proposal]:
    told = claim.says or ""
    is_yearly = _is_yearly(claim.quantities, words)
    paths = dict.fromkeys(bearing.path for bearing in claim.terms)
    if is_yearly and "timeline" not in paths and "amount" in paths:
        paths = {"timeline": None, **paths}
    if is_yearly:
        paths.pop("amount", None)  # so much a year is a matter of the timeline
    for path in paths:
        narrowed, value = _narrowed(path, claim.quantities, is_yearly=is_yearly)
        exists = value is not None and _exists(narrowed, case)
        term = narrowed if exists else path
        value = value if exists else _own_value(path, claim.quantities, case)
        note = ("The value is the only fitting quantity in these words.",) if value else ()
        says = told or _told(path, claim.quantities)
        yield replace(entry, term=term, value=value, says=says, check=(*entry.check, *note))


def _is_yearly(quantities: Sequence[Amount], words: str) -> bool:
    """Return whether the only sum of money is one a year: $4bn a year, an annual cap of $4bn."""
    money = [one for one in quantities if one.kind == "money"]
    if len(money) != 1:
        return False
    return money[0].per == "year" or _YEARLY_SUM.search(words) is not None


def _exists(path: str, case: Case) -> bool:
    try:
        normal(case.documents["deal"].data, parse_path(path))
    except TermPathError:
        return False
    return True


def _narrowed(
    path: str, quantities: Sequence[Amount], *, is_yearly: bool
) -> tuple[str, str | None]:
    """Return the term within a clause that one quantity alone can be the value of."""
    money = [one for one in quantities if one.kind == "money"]
    if len(money) != 1 or money[0].bound != "exact" or money[0].low != money[0].high:
        return path, None
    only = money[0]
    if path == "amount" and not is_yearly:
        return "amount.commitment", _value(only)
    if path == "timeline" and is_yearly:
        return "timeline.annual_cap.limit", _value(only)
    return path, None


_DIMENSIONS: tuple[tuple[str, str], ...] = (
    ("commitment", "money"), ("limit", "money"), ("size", "money"), ("notice", "duration"),
    ("after", "duration"), ("tenor", "duration"), ("spread", "percent"), ("rate", "percent"),
    ("fee", "percent"), ("host_share", "percent"),
)  # fmt: skip


def _own_value(path: str, quantities: Sequence[Amount], case: Case) -> str | None:
    """Return the value of a term that a reviewer has named down to its leaf."""
    name = path.rpartition(".")[2]
    kind = dict(_DIMENSIONS).get(name, "percent" if name in case.deal.party_codes else None)
    whole = name in ("commitment", "size")
    fitting = [one for one in quantities if one.kind == kind and not (whole and one.per)]
    if len(fitting) != 1 or fitting[0].low is None or fitting[0].low != fitting[0].high:
        return None
    return _value(fitting[0])


_SCALES = ((Decimal(10**12), "tn"), (Decimal(10**9), "bn"), (Decimal(10**6), "mn"))


def _value(amount: Amount) -> str:
    """Return an exact quantity as a deal file writes it."""
    number = amount.low if amount.low is not None else Decimal(0)
    if amount.kind == "percent":
        return f"{plain(number)}%"
    if amount.kind == "duration":
        plural = "" if number == 1 else "s"
        return f"{plain(number)} {amount.unit}{plural}"
    for scale, word in _SCALES:
        if abs(number) >= scale:
            return f"{plain(number / scale)} {word} {amount.unit}"
    return f"{plain(number)} {amount.unit}"


_CLAUSES = {
    "method": "method of investment",
    "amount": "amount",
    "timeline": "timeline",
    "losses": "sharing of losses",
    "distributions": "distributions",
    "linked.tariff": "tariffs",
    "linked.currency": "currency",
    "linked.visas": "visas",
    "linked.defence": "defence spending",
}


def _told(path: str, quantities: Sequence[Amount]) -> str:
    """Return what a statement is about in words of our own; nobody's sentence is copied."""
    parts = path.split(".")
    clause = ".".join(parts[:2]) if parts[0] == "linked" else parts[0]
    named = [_said(one) for one in quantities if one.kind != "date"]
    numbers = f"; names {', '.join(dict.fromkeys(named))}" if named else ""
    return f"Speaks of the {_CLAUSES.get(clause, clause)}{numbers}."


def _said(amount: Amount) -> str:
    low, high = amount.low, amount.high
    per = f" a {amount.per}" if amount.per else ""
    bound = "" if amount.bound in ("exact", "between") else f"{amount.bound} "
    if amount.kind == "count" or low is None or high is None or low != high:
        ends = [one for one in dict.fromkeys((low, high)) if one is not None]
        if amount.kind in ("money", "percent"):
            told = [_value(amount.model_copy(update={"low": one})) for one in ends]
            return f"{bound}{' to '.join(told)}{per}"
        return f"{bound}{' to '.join(map(plain, ends))} {amount.unit}{per}"
    return f"{bound}{_value(amount)}{per}"


_OFFICIAL = re.compile(
    r"^https?://(?:[\w.-]+\.)?(?:gov|mil|europa\.eu|go\.kr|go\.jp|gov\.\w\w|gob\.mx|gc\.ca|admin\.ch)(?:[/:]|$)"
)


def _sources(
    documents: Sequence[Document], case: Case
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the entries of documents that no source describes, and what others lack."""
    entries: list[dict[str, Any]] = []
    lacking: dict[str, str] = {}
    for document in documents:
        if document.id in case.sources:
            continue
        about = document.metadata
        needed = {
            "publisher": about.publisher,
            "title": about.title,
            "date": about.published.date() if about.published else None,
            "address": about.address,
        }
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            lacking[document.id] = (
                f'Its document says no {" and no ".join(missing)}. Add "{document.id}" to '
                "sources.toml."
            )
            continue
        confidence = "L" if about.secondary_of else "M"
        if _OFFICIAL.match(about.address or ""):
            confidence = "H"
        entries.append({"id": document.id, **needed, "confidence": confidence})
    return entries, lacking


def adopt(case: Case, proposals: Proposals) -> Case:
    """Append proposals to a case's ``positions.toml`` and ``sources.toml``, all of them or none.

    Returns:
        The case with them.

    Raises:
        CaseError: The case would no longer be sound, or its terms no longer fit together where they
            did; nothing is written.
        UsageError: U701, a file cannot be written.
    """
    added = proposals.to_toml()
    documents = dict(case.documents)
    for name, text in added.items():
        old = documents[name].text
        whole = f"{old.rstrip()}\n\n{text}" if old.strip() else f"format = 1\n\n{text}"
        documents[name] = parse(whole.encode(), name=f"{name}.toml")
    sound = case_from(case.folder, documents)
    _refuse_unsound(case, sound)
    for name in ("sources", "positions"):  # a source that nobody cites yet does no harm
        if name in added:
            write_whole(case.folder / f"{name}.toml", documents[name].text)
    return sound


def _refuse_unsound(before: Case, after: Case) -> None:
    """Refuse what makes terms that fit together no longer do so."""
    try:
        _ = before.terms().deal
    except (CaseError, UnresolvedError):
        return
    try:
        _ = after.terms().deal
    except UnresolvedError:
        return
    except CaseError as error:
        fix = "The proposed agreements change these terms: mend one. Nothing was written."
        told = [replace(found, fix=f"{found.fix} {fix}") for found in error.problems]
        raise CaseError(told) from None
