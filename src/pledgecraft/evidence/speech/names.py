"""Names of people and bodies in a text, with their roles."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from pledgecraft.evidence.speech.name_words import (
    BODY_HEADS,
    COMPANY,
    FEMALE,
    HONORIFICS,
    MALE,
    OFFICES,
    PARTIES,
    PLACES,
    ROLES,
    STOP,
    THINGS,
)

_WORD = (
    r"[A-ZÀ-Ý](?:(?<=[MD])rs?\.|(?<=M)s\.|(?<=P)rof\.|(?<=S)en\.|(?<=R)ep\.|(?<=G)(?:ov|en)\."
    r"|[\w-]+s[’'](?=[ ][A-Z])"
    r"|[\w-]+(?:[’'][A-Z][\w-]*)?|[’'][A-Z][\w-]+|\.(?:[A-Z]\.)+|\.(?=[ ]?[A-Z])|(?=\W))"
)
_RUN = re.compile(
    rf"{_WORD}(?:[ ](?:(?:of|de|da|del|van|von|der|bin|al|la|for|&)[ ]){{0,2}}{_WORD})*"
)
_APPOSITIVE = re.compile(r",[ ](?:(?:who|the|a|an|its|his|her)[ ])?([^,.;:“\"]{3,90})")
_CLAUSE_MARKS = re.compile(r"[,.;:“\"”()]")
_MOST_ALIKE = 40
_AHEAD = 90
"""Letters before a name in which its office may stand."""


@dataclass(slots=True, eq=False)
class Entity:
    """A person or a body that a text names.

    Attributes:
        name: Fullest form, without titles.
        is_person: Whether it is a person.
        gender: ``m``, ``f`` or empty.
        roles: Single words of its offices, in small letters.
        certain: Whether a title or an apposition says what it is.
    """

    name: str
    is_person: bool
    gender: str = ""
    roles: set[str] = field(default_factory=set[str])
    certain: bool = False


@dataclass(slots=True)
class Mention:
    """A name in the text.

    Attributes:
        start: Where it starts.
        end: Where it ends.
        entity: Who or what it names.
        titled: Whether it stands in quotation marks by itself, as a title does.
    """

    start: int
    end: int
    entity: Entity
    titled: bool = False


@dataclass(slots=True)
class _Run:
    """Capital words in a row: the titles before a name, and the name."""

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """All names of a text, in their order."""

    mentions: list[Mention]
    starts: list[int]
    by_name: dict[str, Entity]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the names that start in a stretch of text."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, place: int) -> list[Mention]:
        """Return up to 60 names before a place, the nearest first."""
        index = bisect_left(self.starts, place)
        return self.mentions[max(0, index - 60) : index][::-1]

    def after(self, place: int) -> list[Mention]:
        """Return up to 60 names behind a place, the nearest first."""
        index = bisect_left(self.starts, place)
        return self.mentions[index : index + 60]


def find_names(text: str) -> Names:
    """Return the names of people and bodies in a text."""
    runs = [run for match in _RUN.finditer(text) for run in _split(match)]
    runs = [_without_office(text, run) for run in runs]
    known = _Known()
    headlines = _headlines(text)
    for run in runs:
        if headlines and any(first <= run.start < last for first, last in headlines):
            continue
        if len(run.words) > 1 or _is_body(run.words):
            known.introduce(text, run)
    mentions: list[Mention] = []
    for run in runs:
        entity = known.find(text, run)
        titled = _TITLE_OPENS.search(text, max(0, run.start - 5), run.start) is not None
        mentions.append(Mention(run.start, run.end, entity, titled and not entity.certain))
    by_name = {mention.entity.name.lower(): mention.entity for mention in mentions}
    return Names(mentions, [mention.start for mention in mentions], by_name)


_LINE = re.compile(r"^[^\n]{20,200}$", re.MULTILINE)
_LONG = 4
_SHORTEST_LINE = 5


def _headlines(text: str) -> list[tuple[int, int]]:
    """Return lines whose words all begin with capitals, small ones aside: they tell no names."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        words = [word for word in line.group().split() if len(word) > _LONG]
        if len(words) >= _SHORTEST_LINE and not any(word[0].islower() for word in words):
            found.append(line.span())
    return found


_GENDERED = re.compile(r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]im)|(?P<f>[Ss]he|[Hh]ers?))\b")
_TITLE_OPENS = re.compile(r"[“‘\"'](?:The |An? )?\Z")
_HEARD = 160
"""Letters behind a name in which a pronoun is likely its own."""


def learn_by_pronouns(masked: str, mentions: list[Mention]) -> None:
    """Note the gender of people by the pronouns that follow their names in their paragraph.

    Args:
        masked: The text with its quotations blanked: there others are spoken of.
        mentions: All names of the text.
    """
    people = [mention for mention in mentions if mention.entity.is_person and mention.entity.name]
    votes: dict[int, Counter[str]] = {}
    for index, mention in enumerate(people):
        limit = people[index + 1].start if index + 1 < len(people) else len(masked)
        limit = min(limit, mention.end + _HEARD)
        paragraph = masked.find("\n\n", mention.end, limit)
        limit = paragraph if paragraph >= 0 else limit
        for found in _GENDERED.finditer(masked, mention.end, limit):
            votes.setdefault(id(mention.entity), Counter())[str(found.lastgroup)] += 1
    for mention in people:
        told = votes.get(id(mention.entity))
        if told and not mention.entity.gender:
            (first, most), *rest = told.most_common()
            if not rest or most >= 3 * rest[0][1]:
                mention.entity.gender = first


_OFFICE_OPEN = re.compile(r"\b(?:for|of) (?:[A-Z][\w-]+,? ){1,3}and \Z")


def _without_office(text: str, run: _Run) -> _Run:
    """Cut off the end of an office: Minister for Enterprise and Supply Aoife Kinsellagh."""
    if len(run.words) < 3 or run.titles or _is_body(run.words):
        return run
    if not _OFFICE_OPEN.search(text, max(0, run.start - 60), run.start):
        return run
    return _Run(run.start + len(run.words[0]) + 1, run.end, run.words[1:], ("minister",))


def _split(match: re.Match[str]) -> list[_Run]:
    """Cut a row of capital words, and put its parts where they stand."""
    start, row = match.start(), match.group()
    if row.startswith("X. ") and match.string.endswith("on ", 0, start):
        start, row = start + 3, row[3:]  # a sentence that ends in "on X." and the next one's name
    return [_Run(start + run.start, start + run.end, run.words, run.titles) for run in _parts(row)]


@lru_cache(16_384)
def _parts(row: str) -> tuple[_Run, ...]:
    """Cut a row of capital words at days and small words, and set its titles apart."""
    found: list[_Run] = []
    place = 0
    part: list[tuple[str, int]] = []
    for word in [*row.split(" "), ""]:
        if (
            not word
            or _ATTRIBUTE.search(word)
            or (word.lower() in STOP and not (part and word in ("of", "for")))
        ):
            if part:
                found.extend(_run(part))
            part = []
        else:
            part.append((word, place))
        place += len(word) + 1
    return tuple(found)


_ATTRIBUTE = re.compile(r"-(?:based|born|led|owned|backed|listed|trained|educated|area)\Z")
"""What stands before a name and is none of it: Tokyo-based Nagara Heavy Tool."""


def _run(part: list[tuple[str, int]]) -> list[_Run]:
    while part and part[-1][0] in ("of", "for", "&", "de", "van", "al", "la"):
        part.pop()
    if not part:
        return []
    words = [word for word, _ in part]
    place = _second_name(words)
    if place:
        return [*_run(part[:place]), *_run(part[place + 1 :])]
    cut = _name_starts(words)
    name = tuple(words[cut:])
    start, end = part[0][1], part[-1][1] + len(part[-1][0])
    titles = tuple(word.lower().rstrip(".") for word in words[:cut])
    return [_Run(start, end, name, titles)]


def _second_name(words: list[str]) -> int:
    company = [word.lower().rstrip(".") for word in words]
    if "of" in company[1:] and company[company.index("of") - 1] in COMPANY:
        return company.index("of")
    return _second_of_person(words)


def _second_of_person(words: list[str]) -> int:
    """Return the place of an "of" between a person and a body: Emi Kuroda of Talmer University."""
    for place, word in enumerate(words):
        if word in ("of", "at", "for"):
            own = words[_name_starts(words[:place]) : place]
            personal = len(own) > 1 and not _is_body(tuple(own)) and not _is_place(tuple(own))
            return place if personal else 0
    return 0


def _name_starts(words: list[str]) -> int:
    """Return the place of the first word behind the titles; 0 for a title without a name."""
    lower = [word.lower().rstrip(".") for word in words]
    cut = 0
    if lower[0] in ROLES and "of" in lower[1:2] and not _is_body(tuple(words[:1])):
        return len(words) - 2 if len(words) >= 5 else len(words)
    for index, word in enumerate(lower):
        if word in HONORIFICS or word in ROLES or word in PARTIES:
            cut = index + 1
        elif word in ("of", "for", "&") and cut:
            break
    if cut < len(lower) and cut and lower[cut] in ("of", "for"):
        return len(words)
    return cut


def _is_body(words: tuple[str, ...]) -> bool:
    lower = {word.lower().rstrip(".") for word in words}
    return bool(lower & BODY_HEADS or lower & COMPANY or "&" in lower)


def _is_place(words: tuple[str, ...]) -> bool:
    return any(word.lower() in PLACES for word in words)


@dataclass(slots=True)
class _Known:
    """Names introduced so far, by their full form and by their first and last words."""

    full: dict[str, Entity] = field(default_factory=dict[str, Entity])
    short: dict[str, list[tuple[int, Entity]]] = field(
        default_factory=dict[str, list[tuple[int, Entity]]]
    )
    bodies: list[tuple[int, Entity]] = field(default_factory=list[tuple[int, Entity]])

    def introduce(self, text: str, run: _Run) -> None:
        words = list(run.words)
        if not words:
            return
        name = " ".join(run.words)
        entity = self.full.get(name.lower())
        if entity is None:
            entity = Entity(_without_suffix(run.words), is_person=_looks_personal(run))
            self.full[name.lower()] = entity
            if not entity.is_person and len(run.words) > 1:
                self.bodies.append((run.start, entity))
            parts = (words[0], words[-1]) if entity.is_person else (words[0],)
            for part in () if words[-1].lower() in THINGS else parts:
                self.short.setdefault(part.lower(), []).append((run.start, entity))
        _learn(text, run, entity)

    def find(self, text: str, run: _Run) -> Entity:
        if not run.words:
            return Entity("", is_person=True, roles=set(run.titles))
        entity = self.full.get(" ".join(run.words).lower())
        if len(run.words) == 1 and run.words[0].lower() in BODY_HEADS:
            entity = self._body(run) or entity
        if entity is None and len(run.words) == 1:
            entity = self._nearest(run)
        if entity is None:
            entity = Entity(_without_suffix(run.words), is_person=bool(run.titles))
            self.full[" ".join(run.words).lower()] = entity
        if len(run.words) == 1:
            _learn(text, run, entity)
        return entity

    def _body(self, run: _Run) -> Entity | None:
        """Return the last body that "the Ministry" may mean."""
        head = run.words[0].lower()
        fitting = [
            body
            for body in self.bodies[-_MOST_ALIKE:]
            if head in body[1].roles and body[0] < run.start
        ]
        return fitting[-1][1] if fitting else None

    def _nearest(self, run: _Run) -> Entity | None:
        known = self.short.get(run.words[0].lower(), [])[-_MOST_ALIKE:]
        fitting = [item for item in known if not run.titles or item[1].is_person]
        if run.titles:
            same = [item for item in fitting if item[1].roles & set(run.titles)]
            fitting = same or fitting
        before = [item for item in fitting if item[0] <= run.start]
        if before:
            return before[-1][1]
        return fitting[0][1] if fitting else None


def _without_suffix(words: tuple[str, ...]) -> str:
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower().rstrip(".") in ("inc", "corp", "ltd", "co", "plc"):
        kept.pop()
    return " ".join(kept)


def _looks_personal(run: _Run) -> bool:
    if _is_body(run.words):
        return False
    if run.titles and (run.titles[-1] in ROLES or run.titles[-1] in HONORIFICS):
        return True
    if run.words[-1].lower() in THINGS:
        return False
    return 2 <= len(run.words) <= 4 and not _is_place(run.words) and "of" not in run.words


def _learn(text: str, run: _Run, entity: Entity) -> None:
    """Note the roles and the gender that the words around a name give away."""
    if not entity.is_person:
        entity.roles |= {word.lower() for word in entity.name.split()} & BODY_HEADS
        if {"workers", "local", "teamsters"} & {word.lower() for word in run.words}:
            entity.roles |= {"union"}
        if any(word.lower().rstrip(".") in COMPANY for word in run.words):
            entity.roles |= {"company", "firm", "maker", "group"}
        return
    for title in run.titles:
        entity.gender = entity.gender or HONORIFICS.get(title, "")
    roles = {OFFICES.get(title, title) for title in run.titles} & ROLES
    before = text[max(0, run.start - 24) : run.start].rpartition(" ")[0].rpartition(" ")[2]
    if before in ROLES:
        roles.add(before)
    roles |= _roles_around(text, run)
    entity.roles |= roles
    entity.certain = entity.certain or bool(roles or run.titles)
    kin = _KIN.search(text, max(0, run.start - 40), run.start)
    if kin is not None and not entity.gender:
        entity.gender = str(kin.lastgroup)
    _learn_gender(entity, run)


_KIN = re.compile(
    r"\b(?:(?P<f>wife|mother|sister|daughter|widow|actress|businesswoman|grandmother|aunt)"
    r"|(?P<m>husband|father|brother|son|widower|actor|businessman|grandfather|uncle)),? "
    r"[^.;:]{0,24}\Z"
)


def _roles_around(text: str, run: _Run) -> set[str]:
    """Return the offices that an apposition names: X, the minister; the minister, X."""
    if len(run.words) < 2:
        return set()
    roles: set[str] = set()
    if text.startswith(", ", run.end):
        after = _APPOSITIVE.match(text, run.end)
        if after:
            roles |= _role_words(after.group(1))
    if text.endswith(", ", 0, run.start):
        before = text[max(0, run.start - _AHEAD) : run.start - 2]
        roles |= _role_words(_CLAUSE_MARKS.split(before)[-1])
    return roles


def _role_words(words: str) -> set[str]:
    """Return the offices that words name up to a preposition or a verb."""
    found: set[str] = set()
    for word in words.lower().split():
        if word in ROLES:
            found.add(word)
        elif found and word in ("of", "at", "for", "in", "who", "on", "from"):
            break
    return found


def _learn_gender(entity: Entity, run: _Run) -> None:
    if entity.gender:
        return
    if any(role.endswith("woman") for role in entity.roles) or "queen" in entity.roles:
        entity.gender = "f"
    elif entity.roles & {"spokesman", "chairman", "congressman", "councilman", "king", "pope"}:
        entity.gender = "m"
    elif run.words[0].lower() in FEMALE:
        entity.gender = "f"
    elif run.words[0].lower() in MALE:
        entity.gender = "m"
