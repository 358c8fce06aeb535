"""Who is named in a Korean or Japanese text, and whom words mean."""

import re
from collections.abc import Generator
from contextlib import contextmanager

from pledgecraft.evidence.speech import japanese_names as japanese
from pledgecraft.evidence.speech import korean_names as korean

_UNNAMED = {
    "ko": re.compile(
        r"(?:관계자|당국자|임원|간부|언론|매체|외신|취재원|[가-힣]+론자|지지자|학자|상인|"
        r"업자|투자자|소식통|전문가|비평가|업계|주주|지도부|수뇌부|"
        r"학생|상인들|회원|조합원|일각|시민|주민|노동자|"
        r"업체|의원들|위원들|직원|분석가|평론가|관료|외교관|누군가|일부|문건|합의문|협정문|"
        r"계약서)(?:들)?$"
    ),
    "ja": re.compile(
        r"(?:経験者|同席者|業者|記者団|記者ら|司会者|司会|高官|大手|窓口|首脳|役員|保護者|"
        r"店員|母親|父親|生徒|"
        r"運転手|利用者|参加者|傍聴者|出席者|野党席|与党席|議場|会場|客席|課長|交渉担当者|"
        r"一人|周辺|側近|トレーダー|ディーラー|店主|漁師|農家|社員|学生|経営者|メディア|報道|"
        r"外電|投資家|学者|(?<!経営)(?<!財務)(?<!技術)責任者|(?:野党|与党|中堅|若手|"
        r"ベテラン)議員|関係者|専門家|当局者|筋|住民|従業員|市民|(?:^|の)エコノミスト|"
        r"(?:^|の)アナリスト|批判者|幹部|担当者|"
        r"男性|女性|一部)(?:ら|たち)?$"
    ),
}
_PRONOUNS = {
    "ko": ("그", "그녀", "그는"),
    "ja": (
        "彼",
        "彼女",
        "同氏",
        "同相",
        "同社長",
        "同総裁",
        "同会長",
        "同教授",
        "同知事",
        "同議員",
    ),
}
_BODY_ALIASES = {
    "ko": (
        "이 신문",
        "이 매체",
        "이 방송",
        "이 통신",
        "보도",
        "이 회사",
        "회사",
        "회사 측",
        "같은 회사",
        "같은 당",
        "이 당",
        "같은 단체",
        "이 단체",
    ),
    "ja": ("同社", "同省", "同庁", "同行", "同党", "同団体", "同協会", "同連盟"),
}

_STATES = frozenset(
    ["미국", "한국", "일본", "중국", "영국", "독일", "인도", "캐나다", "미국 정부", "한국 정부",
     "일본 정부", "정부", "政府", "官邸", "백악관", "米国",
     "日本", "韓国", "中国", "英国", "インド", "カナダ", "日本政府", "米政府"]
)  # fmt: skip
"""States that a nested quotation may have as its speaker."""
_AGE = re.compile(r"[(（][^)）]{1,14}[)）]")
_REMEMBERED = 100
"""People who are looked through for one that is spoken of."""

_SHORT_BODIES = ("組合", "協会", "連盟", "銀行", "財団", "団体", "町", "市")
"""Words for a body that was named before."""
_SURNAME = 2
"""Signs of a usual Japanese surname."""
_SERVES = re.compile(r"\s주[한미일중]\s?[가-힣]{2,6}대사$")
"""Where an ambassador, a foreigner, serves: 빈센트 오클리 주한미국대사."""
_OWNER = re.compile(
    r"(?:会社|下請け|取引先|企業|メーカー|業者|商店|工場|病院|農園|団体)の(?:社長|会長|代表|"
    r"経営者|店主|"
    r"院長|専務)$"
)
"""One of an unnamed company: 長野県の金属加工会社の社長."""
_DESCRIBES = re.compile(r"[ぁ-ん]{2}[一-龥]?い$|に近い$|た$|る$|な$")
"""What ends words that describe somebody without a name: 市長に近い市議."""
_ONE_OF = re.compile(r"[가-힣]의 한(?: [가-힣]+){1,2}$")
"""One of a body who is not named: 여당 지도부의 한 의원."""


class People:
    """Who has been named so far.

    Attributes:
        last: The last speaker; ``None`` where it has no name.
    """

    def __init__(self, language: str, text: str = "") -> None:
        self.language = language
        self.names = korean if language == "ko" else japanese
        self.roster = self.names.roster(text)
        first = self.names.FIRST_BODY.search(text)
        self.first_body = first["who"] if first else None
        self.text = text
        self.named: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.last: str | None = None
        self.nobody = False

    def resolve(self, words: str) -> str | None:
        """Return the person or body that words mean, and remember it as the last speaker."""
        words = _AGE.sub("", words.strip())
        if words in _PRONOUNS[self.language]:
            newest = self.named[-1][0] if self.named else self.last
            self.last = None if self.nobody else newest
        elif same := japanese.SAME.match(words):
            newest = self.named[-1][0] if self.named else self.last
            self.last = self._known("", same["title"]) or newest
        elif words in ("会社側", "회사 측"):
            self.last = self.first_body or (self.bodies[-1] if self.bodies else None)
        elif words in _BODY_ALIASES[self.language]:
            self.last = self.bodies[-1] if self.bodies else self.first_body
        elif _UNNAMED[self.language].search(words) or _is_some(words) or _OWNER.search(words):
            self.last = None
        else:
            self.last = self._korean(words) if self.language == "ko" else self._japanese(words)
        self.nobody = self.last is None
        return self.last

    @contextmanager
    def aside(self) -> Generator[None]:
        """Remember afterwards who spoke last before."""
        last, nobody = self.last, self.nobody
        yield
        self.last, self.nobody = last, nobody

    def known(self, words: str) -> str | None:
        """Return the person whom words mean, if the text has named one; nobody is remembered."""
        count, bodies = len(self.named), len(self.bodies)
        with self.aside():
            found = self.resolve(words)
        names = {name for name, _ in self.named[max(0, count - _REMEMBERED) : count]}
        names.update(name for name, _ in self.roster)
        names.update(self.bodies[:bodies], _STATES, [self.first_body or ""])
        del self.named[count:]
        del self.bodies[bodies:]
        return found if found in names else None

    def may_speak(self, words: str) -> bool:
        """Return whether words may mean a person or a body."""
        words = _AGE.sub("", words.strip())
        if not words or len(words) > 40:
            return False
        if words in _PRONOUNS[self.language] or words in _BODY_ALIASES[self.language]:
            return True
        if self.first_body is not None and words == self.first_body:
            return True
        if _UNNAMED[self.language].search(words) or _is_some(words) or words in self.bodies:
            return True
        if any(name == words for name, _ in self.named):
            return True
        return self.names.may_speak(words)

    def is_state(self, words: str) -> bool:
        """Return whether words name a state or its government."""
        return words in _STATES

    def notice_body(self, words: str) -> None:
        """Remember a body that a sentence is about in which nobody speaks."""
        if words.endswith(korean.BODY_ENDS) and not _UNNAMED[self.language].search(words):
            self._body_or_person(words)

    def named_in_text(self, words: str) -> bool:
        """Return whether a headline's words mean somebody whom the text names with a title."""
        if any(f"{words}{mark}" in self.text for mark in ("는 ", "은 ", "도 ", "は")):
            return True
        if self.may_speak(words) and any(f"{words}{mark}" in self.text for mark in ("이 ", "가 ")):
            return True
        count, bodies = len(self.named), len(self.bodies)
        with self.aside():
            found = self.resolve(words)
        del self.named[count:]
        del self.bodies[bodies:]
        return any(name == found for name, _ in self.roster)

    def names_a_person(self, words: str) -> bool:
        """Return whether Korean words hold a name with its title."""
        return korean.names_a_person(_AGE.sub("", words))

    def is_titled(self, words: str) -> bool:
        """Return whether Japanese words end in a title, so that they name a person."""
        match = japanese.TITLED.match(_AGE.sub("", words.strip()).rsplit("の", 1)[-1])
        return match is not None and len(match["before"]) > 1

    def holds(self, words: str) -> bool:
        """Return whether Japanese words name a person with a title, or stand for one."""
        return words.strip() in _PRONOUNS["ja"] or self.is_titled(words)

    def notice(self, words: str) -> None:
        """Remember a person whom a sentence starts with, although nobody speaks."""
        for name, title in reversed(self.named):
            if words in (name, title):
                self.named.append((name, title))
                return

    def _korean(self, words: str) -> str | None:
        words = korean.undescribed(words)
        match = korean.TITLED.match(words)
        if match is None and (foreign := korean.TITLE_FIRST.search(words)):
            return self._person(foreign["name"], foreign["title"])
        if match is None:
            return self._body_or_person(words)
        parts = _behind_owner(match["before"].split())
        attached = words[: -len(match["title"])][-1:] != " "
        if attached and len(parts) == 1 and korean.is_office(parts[0], match["title"]):
            return self._known("", match["title"])
        if attached and len(parts) > 1 and match["title"] != "씨":
            parts.pop()
        place = korean.place_of_state(parts)
        if place is not None:
            return self._person(" ".join(parts[:place]), match["title"])
        if serves := _SERVES.search(words):
            return self._person(words[: serves.start()], match["title"])
        if len(parts) == 2 and len(parts[1]) == 1 and not korean.is_name(parts[0]):
            return self._person(" ".join(parts), match["title"])
        names = [part for part in parts if korean.is_name(part)]
        if len(parts) == 1 and parts[0] in korean.LONG_SURNAMES:
            return self._known(parts[0], match["title"])
        if names:
            usual = [part for part in names if len(part) == korean.USUAL] or names
            clear = [part for part in usual if not part.endswith(korean.BODY_ENDS)] or usual
            place = parts.index(clear[-1])
            if len(clear[-1]) < korean.USUAL and place and korean.is_foreign(parts[place - 1]):
                return self._person(" ".join(parts[place - 1 : place + 1]), match["title"])
            return self._person(clear[-1], match["title"])
        if parts and len(parts[-1]) == 1 and parts[-1] in korean.SURNAMES | korean.RARE:
            return self._known(parts[-1], match["title"])
        while parts and (
            parts[-1] in korean.LONG_SURNAMES.difference(parts[:1])
            or parts[-1].endswith(korean.BODY_ENDS)
            or parts[-1] == "이"
            or (len(parts) > 1 and (parts[-1] in korean.NATIONS or parts[-1][-1] in "주시도군"))
        ):
            parts.pop()
        if not parts:
            return self._known("", match["title"])
        name = " ".join(parts)
        whole = next((one for one, _ in reversed(self.named) if one.endswith(f" {name}")), None)
        return self._person(whole or self._with_given(name) or name, match["title"])

    def _with_given(self, name: str) -> str | None:
        """Return a foreigner's whole name where the text has it before his state."""
        if " " in name:
            return None
        found = re.search(
            rf"(?<![가-힣])([가-힣]{{2,6}} {re.escape(name)}) ([가-힣]{{1,8}})(?![가-힣])",
            self.text,
        )
        return found[1] if found and found[2] in korean.NATIONS else None

    def _body_or_person(self, words: str) -> str:
        if self.language == "ko":
            words = korean.without_description(words)
            full = korean.SHORT.get(words, words)
            words = full if full in self.text else words
        for name, title in reversed(self.named):
            if name == words:
                return self._person(name, title)
        if words not in _STATES and (known := self._longer(words)):
            words = known
        if self.language == "ja" and words.endswith("側") and words[:-1] in japanese.LANDS:
            words = japanese.SHORT_LANDS.get(words[:-1], words[:-1])
        if self.language == "ja" and (brand := japanese.BRAND.search(words)):
            words = brand["name"]
        self.bodies.append(words)
        return words

    def _longer(self, words: str) -> str | None:
        """Return the body whose name words shorten: 산업부 of 산업통상부, or of 미국 산업부."""
        for body in reversed(self.bodies):
            if self.language == "ja" and len(words) > 2 and body.startswith(words):
                return body
            if self.language == "ja" and words in _SHORT_BODIES and body.endswith(words):
                return body
            is_end = (
                self.language == "ko" and len(words) > 2 and body != words and body.endswith(words)
            )
            begins = len(words) > 2 and any(part.startswith(words) for part in body.split())
            if body.endswith(f" {words}") or is_end or begins or korean.shortens(words, body):
                return body
        if self.language == "ja" and self.first_body and len(words) > 2:
            return self.first_body if self.first_body.startswith(words) else None
        if self.language == "ko" and len(words) == korean.USUAL and words[-1] in "부청위":
            listed = re.findall(
                rf"(?<![가-힣])[가-힣]{{3,8}}{words[-1]}(?![가-힣]{{3}})", self.text
            )
            if full := next((one for one in listed if korean.shortens(words, one)), None):
                return full
            found = re.search(
                rf"(?<![가-힣])[가-힣]{{2,3}}{re.escape(words)}(?![가-힣]{{3}})", self.text
            )
            return found.group() if found else None
        if words in ("市", "県", "町", "村", "区"):
            found = re.search(rf"(?:[都道府県、。\n]|^)(?P<name>[一-龥]{{1,4}}{words})", self.text)
            return found["name"] if found else None
        return None

    def _japanese(self, words: str) -> str | None:
        words = japanese.DESCRIBED.sub("", japanese.DESCRIBED.sub("", words))
        before, own = japanese.owned(words)
        match = japanese.TITLED.match(own)
        office = japanese.TITLED.match(before) if before != words else None
        if match is None and office is not None:
            return self._person(own, office["title"])
        if match is None or not match["title"]:
            return self._body_or_person(own)
        name = japanese.name_in(match["before"])
        if not name or name in japanese.LANDS or japanese.EMPLOYER.search(name):
            return self._known("", match["title"])
        everybody = (*self.named[-_REMEMBERED:], *self.roster)
        whole = next((one for one, _ in reversed(everybody) if one.endswith(f"・{name}")), None)
        if whole is not None:
            return self._person(whole, match["title"])
        if any(known.startswith(name) and known != name for known, _ in everybody):
            return self._known(name, match["title"])
        if len(name) == _SURNAME and (whole := japanese.with_office_between(name, self.text)):
            return self._person(whole, match["title"])
        if _DESCRIBES.search(name):
            return None
        return self._person(name, match["title"])

    def _person(self, name: str, title: str) -> str:
        self.named.append((name, title))
        return name

    def _known(self, surname: str, title: str) -> str | None:
        """Return the last person of a surname, or of a title."""
        for name, held in reversed(self.named):
            if surname and name.startswith(surname):
                return self._person(name, held)
            if not surname and japanese.same_title(held, title):
                return self._person(name, held)
        for name, held in self.roster:
            if (surname and name.startswith(surname)) or (
                not surname and japanese.same_title(held, title)
            ):
                return self._person(name, held)
        if self.language == "ja" and len(surname) > 1:
            found = japanese.with_office_between(surname, self.text)
            return self._person(found, title) if found else surname
        return surname or None


def _behind_owner(parts: list[str]) -> list[str]:
    """Return words behind a body's genitive and before "former": …연구소의 로라 핀치, X 전 …."""
    owner = max((k for k, part in enumerate(parts[:-1]) if part.endswith("의")), default=-1)
    parts = parts[owner + 1 :]
    former = next((k for k, part in enumerate(parts) if part in ("전", "전직") and k), len(parts))
    return parts[:former]


def _is_some(words: str) -> bool:
    """Return whether Korean words mean "a certain …"."""
    if words.startswith(("또 다른 ", "다른 ")) or _ONE_OF.search(words):
        return True
    return words.startswith(("한 ", "어떤 ", "일부 ")) and len(words.split()) > 2
