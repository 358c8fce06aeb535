"""Names and titles in Korean and Japanese."""

import re

from pledgecraft.evidence.speech.words import some

_TITLES = {
    "ko": (
        "후보자|후보|권한대행|내정자|연구원장|사무총장|최고재무책임자|최고경영자|최고투자책임자|책임자|정책관|심의관|수석연구위원|부위원장|위원|처장|청장|차장|조합장|총장|사령관|원장|의장|감독|간사|"
        "CEO|CFO|COO|CTO|원내대변인|과장|협회장|상공인회장|부지사|지부장|의료원장|병원장|학장|교장|서장|사무관|서기관|"
        "영사|총영사|부총재|부사장|부회장|부원장|부시장|부행장|전무|상무|구청장|군수|도지사|기획관|조정관|협력관|대통령|장관|총리|부총리|대표|원내대표|의원|회장|사장|차관|실장|정책실장|교수|연구위원|연구원|대변인|총재|"
        "위원장|본부장|국장|대사|이사장|이사|부장|센터장|소장|수석|지사|시장|행장|씨|단장|팀장|애널리스트|박사|부대변인|비서관"
    ),
    "ja": (
        "常務|取締役|執行役員|最高財務責任者|部長|課長|審議官|参事官|CEO|"
        "首相|大統領|総理大臣|チーフストラテジスト|ストラテジスト|シニアアナリスト|最高経営責任者|参院議員|衆院議員|首席交渉官|交渉官|"
        "総領事|会頭|監督|棟梁|親方|組合長|支店長|工場長|総理|外相|総裁|会長|社長|代表|議員|氏|さん|教授|知事|委員長|幹事長|党首|研究員|担当相|大使|"
        "報道官|局長|次官|長官|大臣|相|市長|理事長|頭取|主席|副大統領|官房長官|副社長|エコノミスト|アナリスト|弁護士|博士|書記長|チーフエコノミスト|"
        "財務官|准教授|政調会長|師長|書記官|参与|顧問|理事|監査役|記者|編集長|論説委員|町長|村長|区長|議長|室長|係長|座長|"
        "統括官|公使|特使|報道担当|校長|司令官|幕僚長|署長|隊長|団長|市議|県議|都議|財務相|領事|署員|技監|支部長|"
        "チーフアナリスト|専務|常務|院長|所長|学長|広報官"
    ),
}
_OFFICES = (
    "米|米国|韓|韓国|中国|英|仏|独|商工|通産|国土|内閣|財務|外務|経済産業|経産|産業|農林水産|農水|農|防衛|環境|総務|法務|文部科学|厚生労働|厚労|国土交通|国交|商務|"
    "国防|国務|経済|通商|貿易|開発|投資|運輸|教育|労働|保健|鉱業|外交|担当|政調|選対|国対|執行|看護|名誉|政務|地域|官房|主任|主席|首席|上席|副"
)
_KO = re.compile(rf"(?P<before>.*?)\s?(?P<title>(?:{_TITLES['ko']}))(?:님)?$")
_JA = re.compile(rf"(?P<before>.*?)(?P<title>(?:{_OFFICES})*(?:{_TITLES['ja']}))$")
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용"
)
_BODY_ENDS = (
    "부",
    "원",
    "회",
    "당",
    "청",
    "은행",
    "사",
    "국",
    "처",
    "실",
    "단",
    "소",
    "그룹",
    "측",
    "연구소",
    "대",
    "위",
)
_UNNAMED = {
    "ko": re.compile(
        r"(?:관계자|당국자|임원|간부|언론|매체|외신|취재원|[가-힣]+론자|지지자|학자|상인|업자|투자자|소식통|전문가|비평가|업계|주주|지도부|수뇌부|학생|상인들|회원|조합원|일각|시민|주민|노동자|"
        r"직원|분석가|평론가|관료|외교관|누군가|일부)(?:들)?$"
    ),
    "ja": re.compile(
        r"(?:高官|野党席|与党席|議場|会場|客席|課長|交渉担当者|一人|周辺|側近|トレーダー|ディーラー|店主|漁師|農家|社員|学生|経営者|メディア|報道|外電|投資家|学者|関係者|専門家|当局者|筋|住民|従業員|市民|(?:^|の)エコノミスト|(?:^|の)アナリスト|批判者|幹部|担当者|"
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
    "ko": ("이 회사", "회사", "회사 측", "같은 회사", "같은 당", "이 당", "같은 단체", "이 단체"),
    "ja": ("同社", "同省", "同庁", "同行", "同党", "同団体", "同協会", "同連盟"),
}


_SAME = re.compile(rf"同(?P<title>(?:{_TITLES['ja']}))$")
"""The one of that title just named: 同局長."""
_FIRST_BODY = re.compile(r"\s*(?:\([^)\n]*\)\s*)?(?P<who>[가-힣A-Za-z0-9]{3,14}?)(?:이|가|은|는)\s")
"""The company that the first sentence is about."""
_FIRST_BODY_JA = re.compile(
    r"(?:^|[\n。の])(?P<who>[一-龥ァ-ヶーA-Za-z]{3,16})は(?:[0-9０-９]{1,2}日|[一-龥]{1,3}日)"
)
_TITLE_FIRST = re.compile(
    rf"(?:^|\s)(?P<title>{_TITLES['ko']})\s(?P<name>[가-힣]{{1,6}}(?:\s[가-힣]{{2,8}})?)$"
)
"""A foreigner behind the office: 주의회 의원 칼 호프먼."""


class People:
    """Who has been named so far.

    Attributes:
        last: The last speaker; ``None`` where it has no name.
    """

    def __init__(self, language: str, text: str = "") -> None:
        self.language = language
        self.roster = _roster(text, language)
        first = (_FIRST_BODY.match if language == "ko" else _FIRST_BODY_JA.search)(text)
        self.first_body = first["who"] if first else None
        self.text = text
        self.named: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.last: str | None = None

    def resolve(self, words: str) -> str | None:
        """Return the person or body that words mean, and remember it as the last speaker."""
        words = _AGE.sub("", words.strip())
        if words in _PRONOUNS[self.language]:
            self.last = self.named[-1][0] if self.named else self.last
        elif same := _SAME.match(words):
            newest = self.named[-1][0] if self.named else self.last
            self.last = self._known("", same["title"]) or newest
        elif words in ("会社側", "회사 측"):
            self.last = self.first_body or (self.bodies[-1] if self.bodies else None)
        elif words in _BODY_ALIASES[self.language]:
            self.last = self.bodies[-1] if self.bodies else self.first_body
        elif _UNNAMED[self.language].search(words) or _is_some(words):
            self.last = None
        else:
            self.last = self._korean(words) if self.language == "ko" else self._japanese(words)
        return self.last

    def known(self, words: str) -> str | None:
        """Return the person whom words mean, if the text has named one; nobody is remembered."""
        last, count, bodies = self.last, len(self.named), len(self.bodies)
        found = self.resolve(words)
        names = {name for name, _ in self.named[max(0, count - _REMEMBERED) : count]}
        names.update(name for name, _ in self.roster)
        names.update(self.bodies[:bodies], _STATES, [self.first_body or ""])
        self.last = last
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
        return self._looks_korean(words) if self.language == "ko" else _looks_japanese(words)

    def names_a_foreigner(self, words: str) -> bool:
        """Return whether words are a name, a state and an office: 셀린 마카도 캐나다 산업장관."""
        parts = words.split()
        return (
            2 < len(parts) < _MOST_PARTS
            and any(part in _NATIONS for part in parts[1:])
            and _KO.match(words) is not None
        )

    def notice_body(self, words: str) -> None:
        """Remember a body that a sentence is about in which nobody speaks."""
        if words.endswith(_BODY_ENDS) and not _UNNAMED[self.language].search(words):
            last = self.last
            self._body_or_person(words)
            self.last = last

    def named_in_text(self, words: str) -> bool:
        """Return whether a headline's words mean somebody whom the text names with a title."""
        if any(f"{words}{mark}" in self.text for mark in ("는 ", "은 ", "도 ", "は")):
            return True
        last, count, bodies = self.last, len(self.named), len(self.bodies)
        found = self.resolve(words)
        self.last = last
        del self.named[count:]
        del self.bodies[bodies:]
        return any(name == found for name, _ in self.roster)

    def names_a_person(self, words: str) -> bool:
        """Return whether Korean words hold a name with its title."""
        match = _KO.match(_AGE.sub("", words))
        if match is None:
            return False
        parts = match["before"].split()
        return any(_is_korean_name(part) for part in parts) or (
            len(parts) == 1 and parts[0] in _SURNAMES | _RARE
        )

    def _looks_korean(self, words: str) -> bool:
        match = _KO.match(words)
        if match is None and (_TITLE_FIRST.search(words) or words in _COURTS):
            return True
        if len(words.split()) == 2 and words.split()[0].endswith(_KINDS[2:]):
            return True
        if match is not None and (not match["before"] or words[: -len(match["title"])][-1:] == " "):
            return True
        if match is not None and len(match["before"]) >= 2 and len(match["title"]) > 1:
            return True
        last = words.split()[-1]
        return (len(words) > 2 and last.endswith(_BODY_ENDS[2:])) or last.endswith(
            (
                "부",
                "정부",
                "백악관",
                "저널",
                "신문",
                "일보",
                "통신",
                "방송",
                "재단",
                "협회",
                "노조",
                "조합",
                "연합",
                "연대",
                "연맹",
            )
        )

    def is_titled(self, words: str) -> bool:
        """Return whether Japanese words end in a title, so that they name a person."""
        match = _JA.match(_AGE.sub("", words.strip()).rsplit("の", 1)[-1])
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
        words = _DESCRIBED.sub("", words)
        match = _KO.match(words)
        if match is None and (foreign := _TITLE_FIRST.search(words)):
            return self._person(foreign["name"], foreign["title"])
        if match is None:
            return self._body_or_person(words)
        parts = match["before"].split()
        if parts and words[: -len(match["title"])][-1:] != " " and len(parts) > 1:
            parts.pop()
        if any(part in _NATIONS for part in parts[2:]):
            first = next(k for k, part in enumerate(parts) if k > 1 and part in _NATIONS)
            return self._person(" ".join(parts[:first]), match["title"])
        names = [part for part in parts if _is_korean_name(part)]
        if len(parts) == 1 and parts[0] in _LONG_SURNAMES:
            return self._known(parts[0], match["title"])
        if names:
            usual = [part for part in names if len(part) == _USUAL] or names
            return self._person(usual[-1], match["title"])
        if parts and len(parts[-1]) == 1 and parts[-1] in _SURNAMES:
            return self._known(parts[-1], match["title"])
        while parts and (
            parts[-1] in _LONG_SURNAMES.difference(parts[:1])
            or parts[-1].endswith(_BODY_ENDS)
            or parts[-1] == "이"
            or (len(parts) > 1 and (parts[-1] in _NATIONS or parts[-1][-1] in "주시도군"))
        ):
            parts.pop()
        if not parts:
            return self._known("", match["title"])
        name = " ".join(parts)
        whole = next((one for one, _ in reversed(self.named) if one.endswith(f" {name}")), name)
        return self._person(whole, match["title"])

    def _body_or_person(self, words: str) -> str:
        if self.language == "ko":
            words = _without_description(words)
        for name, title in reversed(self.named):
            if name == words:
                return self._person(name, title)
        if known := self._longer(words):
            words = known
        if self.language == "ja" and (brand := _BRAND.search(words)):
            words = brand["name"]
        self.bodies.append(words)
        return words

    def _longer(self, words: str) -> str | None:
        """Return the body whose name words shorten: 산업부 of 산업통상부, or of 미국 산업부."""
        for body in reversed(self.bodies):
            if self.language == "ja" and len(words) > 2 and body.startswith(words):
                return body
            is_end = (
                self.language == "ko" and len(words) > 2 and body != words and body.endswith(words)
            )
            if body.endswith(f" {words}") or is_end or _shortens(words, body):
                return body
        if self.language == "ja" and self.first_body and len(words) > 2:
            return self.first_body if self.first_body.startswith(words) else None
        if words in ("市", "県", "町", "村", "区"):
            found = re.search(rf"(?:[都道府県、。\n]|^)(?P<name>[一-龥]{{1,4}}{words})", self.text)
            return found["name"] if found else None
        return None

    def _japanese(self, words: str) -> str | None:
        before, own = _owned(words)
        match = _JA.match(own)
        office = _JA.match(before) if before != words else None
        if match is None and office is not None:
            return self._person(own, office["title"])
        if match is None or not match["title"]:
            return self._body_or_person(own)
        name = _name_in(match["before"])
        if not name or name in _LANDS:
            return self._known("", match["title"])
        everybody = (*self.named[-_REMEMBERED:], *self.roster)
        whole = next((one for one, _ in reversed(self.named) if one.endswith(f"・{name}")), None)
        if whole is not None:
            return self._person(whole, match["title"])
        if any(known.startswith(name) and known != name for known, _ in everybody):
            return self._known(name, match["title"])
        return self._person(name, match["title"])

    def _person(self, name: str, title: str) -> str:
        self.named.append((name, title))
        return name

    def _known(self, surname: str, title: str) -> str | None:
        """Return the last person of a surname, or of a title."""
        for name, held in reversed(self.named):
            if surname and name.startswith(surname):
                return self._person(name, held)
            if not surname and _same_title(held, title):
                return self._person(name, held)
        for name, held in self.roster:
            if (surname and name.startswith(surname)) or (not surname and _same_title(held, title)):
                return self._person(name, held)
        return surname or None


def _same_title(held: str, title: str) -> bool:
    """Return whether two titles mean one office: 開発相 and 開発商工相."""
    if held.endswith(title) or title.endswith(held):
        return True
    return held[:2] == title[:2] and held[-1] == title[-1] and held[-1] in "相官"


def _roster(text: str, language: str) -> list[tuple[str, str]]:
    """Return the people whom a text names with their titles, whether or not they speak."""
    if language == "ko":
        return [
            (name, found["title"])
            for found in _KO_NAMED.finditer(text)
            for name in (_nearest_name(found["far"], found["near"]),)
            if name is not None
        ]
    return [(_name_in(found["name"]), found["title"]) for found in _JA_NAMED.finditer(text)]


def _nearest_name(far: str | None, near: str) -> str | None:
    """Return the name beside a title, or that before a body: 도현주 새물결당 대변인."""
    names = [word for word in (near, far) if word and _is_korean_name(word)]
    return next((name for name in names if len(name) == _USUAL), names[0] if names else None)


_KO_NAMED = re.compile(
    r"(?<![가-힣])(?:(?P<far>[가-힣]{2,4})(?:\([^)\n]{1,8}\))? )?"
    r"(?P<near>[가-힣]{2,12})(?:\([^)\n]{1,8}\))? "
    rf"(?P<title>{_TITLES['ko']})(?![가-힣]{{3}})"
)
_LANDS = some(
    "ブラジル カナダ インド フランス ドイツ ロシア インドネシア ベトナム メキシコ ポーランド "
    "トルコ オーストラリア イタリア スペイン オランダ スイス タイ マレーシア シンガポール "
    "フィリピン 米 米国 韓国 中国 英国 日本"
)
_STATES = frozenset(
    ["미국", "한국", "일본", "중국", "영국", "독일", "인도", "캐나다", "미국 정부", "한국 정부",
     "일본 정부", "米国", "日本", "韓国", "中国", "英国", "インド", "カナダ", "日本政府", "米政府"]
)  # fmt: skip
"""States that a nested quotation may have as its speaker."""
_JA_NAMED = re.compile(
    rf"(?P<name>[一-龥々ヶ]{{3,6}}?|[ァ-ヶー・]{{4,15}}|[一-龥々]{{1,3}}[ァ-ヶー]{{2,4}}|[一-龥々]{{1,3}}[ぁ-ん]{{2,3}})"
    rf"(?P<title>(?:{_OFFICES})*(?:{_TITLES['ja']}))"
)
_NAME = re.compile(
    r"(?:[一-龥々ヶ]{1,8}|(?<![ぁ-ん])[一-龥々]{2,3}[ぁ-ん]{2,3}|(?<![一-龥々])[一-龥々]{1,3}[ァ-ヶー]{2,4}"
    r"|[ァ-ヶー・]{2,20}|[A-Za-z .・]{2,30})$"
)
_EXPLAINED = re.compile(
    r".*(?:会社|大手|銀行|証券|大学|研究所|新聞|通信|協会|組合|企業|団体|政党|[一-龥]{2,}大|農業|漁業|会社員|自営業|"
    r"主婦|無職|店主|医師|看護師|弁護士|作家|大学生|高校生)(?=[一-龥々]{3,6}$)"
)


_FOREIGN = re.compile(r"(?P<name>[ァ-ヶー]+・[ァ-ヶー・]+)(?P<office>[一-龥]{1,8})$")
"""A foreigner's name before an office that no list holds: マルコス・テイシェイラ開発相."""


def _name_in(before: str) -> str:
    """Return a person's name at the end of what stands before a title."""
    if foreign := _FOREIGN.search(before):
        return foreign["name"]
    found = _NAME.search(before)
    name = found.group().strip("・ ") if found else before
    return _EXPLAINED.sub("", name) or name


_JA_BODY = re.compile(
    r"(?:電機|製作所|工業|製鉄|重工|自動車|証券|生命|商事|物産|製薬|化学|建設|鉄道|航空|電力|ホールディングス|総研|"
    r"省|庁|府|銀行|社|会|党|局|所|院|政府|連|団体|組合|企業|側|紙|通信|グループ|委|団|大学|研究所|連盟|協会|当局|日銀)$"
)
_BRAND = re.compile(r"(?:会社|大手|紙|誌|企業|メーカー)(?P<name>[ァ-ヶー・]{3,}|[A-Za-z .]{3,})$")
_KATAKANA = re.compile(r"[ァ-ヶー・]{3,}$|[A-Za-z .・]{3,}$")


_AGE = re.compile(r"[(（][^)）]{1,14}[)）]")
_REMEMBERED = 100
"""People who are looked through for one that is spoken of."""

_MOST_PARTS = 7
"""Words of a foreigner's name with state and office."""
_USUAL = 3
"""Syllables of a usual Korean name."""

_LONG_SURNAMES = frozenset(["남궁", "독고", "제갈", "서문", "사공", "선우", "황보", "동방"])
_NATIONS = frozenset(
    [
        "미국",
        "한국",
        "일본",
        "중국",
        "영국",
        "독일",
        "프랑스",
        "러시아",
        "상대국",
        "캐나다",
        "미",
        "중",
        "일",
        "호주",
        "인도",
    ]
)


_ONE_OF = re.compile(r"[가-힣]의 한 [가-힣]+$")
"""One of a body who is not named: 여당 지도부의 한 의원."""


def _is_some(words: str) -> bool:
    """Return whether Korean words mean "a certain …"."""
    if words.startswith(("또 다른 ", "다른 ")) or _ONE_OF.search(words):
        return True
    return words.startswith(("한 ", "어떤 ", "일부 ")) and len(words.split()) > 2


def _owned(words: str) -> tuple[str, str]:
    """Split at the last の before a name: a の within a name ("みのり") is none."""
    found = list(re.finditer("の(?=[一-龥々ァ-ヶA-Z])", words))
    if not found:
        return words, words
    return words[: found[-1].start()], words[found[-1].end() :]


def _looks_japanese(words: str) -> bool:
    before, own = _owned(words)
    match = _JA.match(own)
    if match is not None:
        return True
    if before != words and _JA.match(before):
        return True
    return bool(_JA_BODY.search(own) or _KATAKANA.search(own))


def _without_description(words: str) -> str:
    """Return a body's name without what explains it: 여당인 새길당, 미국 경제지 러스트벨트저널."""
    parts = re.sub(r"^.*[가-힣]인 (?=[^ ])", "", words).split()
    if len(parts) == 2 and parts[0] in _NATIONS and parts[1].endswith(("부", "청", "처")):
        return " ".join(parts)
    while len(parts) > 1 and (parts[0].endswith(_KINDS) or parts[0] in _NATIONS):
        parts = parts[1:]
    return " ".join(parts) if parts[-1] not in _COMMON else words


_KINDS = (
    "인",
    "지",
    "업체",
    "제조사",
    "평가사",
    "조선사",
    "운용사",
    "기업",
    "회사",
    "매체",
    "기관",
)
"""What stands before a company's name: 신용평가사 로든앤드파이크."""
_COMMON = frozenset(
    [
        "정부",
        "상무부",
        "국무부",
        "재무부",
        "국방부",
        "대사관",
        "측",
        "의회",
        "법원",
        "검찰",
        "경찰",
        "언론",
    ]
)


def _shortens(words: str, body: str) -> bool:
    """Return whether words are a body's name with syllables left out of its middle."""
    if not 2 < len(words) < len(body) or words[0] != body[0] or words[-1] != body[-1]:
        return False
    letters = iter(body)
    return words[-1] in "부청처위원" and all(letter in letters for letter in words)


_RARE = frozenset("온예봉빙피감경계빈승옹운좌태평해호화")
"""Surnames so rare that only a name of the usual length is taken for one."""
_DESCRIBED = re.compile(r"^.*[가-힣]인 (?=[^ ]+ [^ ])")
_COURTS = frozenset(
    ["한은", "감사원", "국정원", "국가정보원", "법원", "대법원", "금감원", "하원", "상원", "헌재"]
)


def _is_korean_name(word: str) -> bool:
    if len(word) in (3, 4) and word[:2] in _LONG_SURNAMES:
        return True
    known = _SURNAMES | _RARE if len(word) == _USUAL else _SURNAMES
    if word in _COURTS or len(word) not in (2, 3) or word[0] not in known:
        return False
    return not word.endswith(_BODY_ENDS) or (len(word) == _USUAL and word[-1] in "원국대실")
