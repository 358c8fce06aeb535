"""Korean names, offices and bodies: which words name somebody."""

import re

from pledgecraft.evidence.speech.words import listed, some

TITLES = (
    "후보자|후보|권한대행|내정자|연구원장|사무총장|최고재무책임자|최고경영자|최고투자책임자|"
    "책임자|정책관|심의관|수석연구위원|부위원장|위원|처장|청장|차장|조합장|총장|사령관|원장|"
    "의장|감독|간사|"
    "CEO|CFO|COO|CTO|원내대변인|과장|협회장|상공인회장|부지사|지부장|의료원장|병원장|학장|"
    "교장|서장|사무관|서기관|"
    "영사|총영사|부총재|부사장|부회장|차관보|부차관보|보좌관|부원장|시의원|도의원|군의원|"
    "구의원|시장|부시장|부행장|전무|상무|구청장|군수|도지사|기획관|조정관|협력관|대통령|"
    "장관|총리|부총리|대표|원내대표|의원|회장|사장|차관|실장|정책실장|교수|연구위원|연구원|"
    "대변인|총재|"
    "이코노미스트|스트래티지스트|선임연구위원|선임연구원|최고위원|관리관|무역대표|특별보좌관|"
    "위원장|본부장|국장|대사|이사장|이사|부장|센터장|소장|수석|지사|시장|행장|씨|단장|팀장|"
    "애널리스트|박사|부대변인|비서관"
)
TITLED = re.compile(rf"(?P<before>.*?)\s?(?P<title>(?:{TITLES}))(?:님)?$")
"""A name or an office with its title."""
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용"
)
RARE = frozenset("온예봉빙피감경계빈승옹운좌태평해호화")
"""Surnames so rare that only a name of the usual length is taken for one."""
LONG_SURNAMES = some("남궁 독고 제갈 서문 사공 선우 황보 동방")
BODY_ENDS = listed("부 원 회 당 청 은행 사 국 처 실 단 소 그룹 측 연구소 대 위")
"""How names of bodies end; the first two end names of people as well."""
_SPEAKING_ENDS = listed(
    "전자 화학 조선 건설 중공업 자동차 제철 증권 물산 에너지 바이오 제약 항공 해운 철강 케미칼 "
    "포스트 타임스 뉴스 데일리 트리뷴 헤럴드 모터스 부 정부 백악관 저널 신문 "
    "일보 통신 방송 재단 협회 노조 조합 연합 연대 연맹"
)
NATIONS = some(
    "EU 미국 한국 일본 중국 영국 독일 프랑스 러시아 상대국 캐나다 미 중 일 호주 인도 폴란드 "
    "사우디 사우디아라비아 인도네시아 베트남 멕시코 브라질 이탈리아 스페인 네덜란드 "
    "스웨덴 노르웨이 덴마크 핀란드 체코 헝가리 튀르키예 이집트 이스라엘 이란 이라크 "
    "카타르 아랍에미리트 대만 태국 말레이시아 싱가포르 필리핀 뉴질랜드 아르헨티나 칠레 "
    "우크라이나 벨기에 스위스 오스트리아 그리스 포르투갈 주한 주미 주일 주중 유럽연합"
)
"""States, and where an ambassador serves."""
_FIELDS = some(
    "국방 외교 통일 법무 교육 환경 고용 국토 금융 기재 산업 재정 경제 문체 복지 여가 "
    "해수 중기 과기 농림 통상"
)
_NO_NAMES = some(
    "한편 이번 이날 지난 정부 오전 오후 이후 주민 주장 방안 우리 전체 한국 공동 국내 "
    "국회 남측 북측 여당 야당 금융 경찰 검찰 안전 기업 기관 당시 당국 전문 조합 노조 "
    "현지 현장 현재 문제 방위 민간 주요 신임 임시 임원 임신 소속 인근 인구 이상 이하 "
    "이전 정도 조건 조치 강조 강화 주변 주로 배석"
)
"""Words that begin like a surname."""
COURTS = some("한은 감사원 국정원 국가정보원 법원 대법원 금감원 하원 상원 헌재")
"""Bodies whose names look like those of people."""
_KINDS = listed("인 지 업체 제조사 평가사 조선사 운용사 기업 회사 매체 기관")
"""What stands before a company's name: 신용평가사 로든앤드파이크."""
_COMMON = some("정부 상무부 국무부 재무부 국방부 대사관 측 의회 법원 검찰 경찰 언론")
"""Bodies that are no name without their state."""

USUAL = 3
"""Syllables of a usual name."""
_MOST_PARTS = 7
"""Words of a foreigner's name with state and office."""

_DESCRIBED = re.compile(
    r"^(?P<what>.*(?:[가-힣]인|이뤄진|운영하는|만드는|꾸린)) (?=[^ ]+ [^ ])|^.* = "
)
"""What explains a person before the name: 앨라배마가 지역구인."""
FIRST_BODY = re.compile(
    r"\A\s*(?:\([^)\n]*\)\s*)?(?P<who>[가-힣A-Za-z0-9]{3,14}?)(?:이|가|은|는)\s"
)
"""The company that the first sentence is about."""
TITLE_FIRST = re.compile(
    rf"(?:^|\s)(?P<title>{TITLES})\s(?P<name>[가-힣]{{1,6}}(?:\s[가-힣]{{2,8}})?)$"
)
"""A foreigner behind the office: 주의회 의원 칼 호프먼."""
_NAMED = re.compile(
    r"(?<![가-힣])(?:(?P<far>[가-힣]{2,4})(?:\([^)\n]{1,8}\))? )?"
    r"(?P<near>[가-힣]{2,12})(?:\([^)\n]{1,8}\))?(?: |(?=씨))(?:[가-힣]{2,3}(?=군수|시장|지사))?"
    rf"(?P<title>{TITLES})(?![가-힣]{{3}})"
)


def roster(text: str) -> list[tuple[str, str]]:
    """Return names and titles of the people whom a text names with both."""
    return [
        (name, found["title"])
        for found in _NAMED.finditer(text)
        for name in (_nearest_name(found["far"], found["near"]),)
        if name is not None
    ]


def _nearest_name(far: str | None, near: str) -> str | None:
    """Return the name beside a title, or that before a body: 도현주 새물결당 대변인."""
    names = [word for word in (near, far) if word and is_name(word)]
    return next((name for name in names if len(name) == USUAL), names[0] if names else None)


def is_name(word: str) -> bool:
    """Return whether a word may be a person's name."""
    if len(word) in (3, 4) and word[:2] in LONG_SURNAMES:
        return True
    known = SURNAMES | RARE if len(word) == USUAL else SURNAMES
    if word[-1:] in "을를에의":
        return False
    if word in COURTS | _NO_NAMES or len(word) not in (2, 3) or word[0] not in known:
        return False
    return not word.endswith(BODY_ENDS) or (len(word) == USUAL and word[-1] in "원국대실")


def is_foreign(word: str) -> bool:
    """Return whether a word may be a foreigner's given name, and no body, office or state."""
    known = word in NATIONS or word.endswith((*BODY_ENDS, *_SPEAKING_ENDS, *_KINDS, *"의은는이가"))
    return len(word) >= USUAL and not known and TITLED.match(word) is None and not is_name(word)


def undescribed(words: str) -> str:
    """Return words without what explains a person; a name may end in 인 as well."""
    found = _DESCRIBED.match(words)
    if found is None:
        return words
    last = found["what"].split()[-1] if found["what"] else ""
    named = last.endswith("인") and (len(last) < USUAL or is_name(last))
    return words if named else words[found.end() :]


def is_office(words: str, title: str) -> bool:
    """Return whether words before a title are a field or a place: 국방장관, 고흥군수."""
    return words in _FIELDS or title in ("군수", "시장", "지사", "도지사", "구청장")


def names_a_person(words: str) -> bool:
    """Return whether words hold a name with its title."""
    match = TITLED.match(words)
    if match is None:
        return False
    parts = match["before"].split()
    return any(is_name(part) for part in parts) or (len(parts) == 1 and parts[0] in SURNAMES | RARE)


def place_of_state(parts: list[str]) -> int | None:
    """Return where a state stands behind a foreigner's name: 셀린 마카도 캐나다 산업장관."""
    low = 2 if len(parts) > 1 and not is_name(parts[0]) else 1
    found = (place for place, part in enumerate(parts) if place >= low and part in NATIONS)
    return next(found, None)


def names_a_foreigner(words: str) -> bool:
    """Return whether words are a name, a state and an office: 셀린 마카도 캐나다 산업장관."""
    parts = words.split()
    return (
        2 < len(parts) < _MOST_PARTS
        and any(part in NATIONS for part in parts[1:])
        and TITLED.match(words) is not None
    )


def may_speak(words: str) -> bool:
    """Return whether words look like a person with a title or like a body."""
    match = TITLED.match(words)
    if match is None and (TITLE_FIRST.search(words) or words in COURTS):
        return True
    parts = words.split()
    if 1 < len(parts) < _MOST_PARTS and parts[-2].endswith(_KINDS[2:]):
        return True
    if len(parts) == 2 and parts[0].endswith(("단체인", "기관인", "여당인", "야당인")):
        return True
    if match is not None and (not match["before"] or words[: -len(match["title"])][-1:] == " "):
        return True
    if match is not None and len(match["before"]) >= 2 and len(match["title"]) > 1:
        return True
    if match is not None and match["title"] == "씨":
        before = match["before"].split()[-1:]
        return bool(before) and (is_name(before[0]) or before[0] in SURNAMES)
    last = words.split()[-1]
    return (len(words) > 2 and last.endswith(BODY_ENDS[2:])) or last.endswith(_SPEAKING_ENDS)


def without_description(words: str) -> str:
    """Return a body's name without what explains it: 여당인 새길당, 미국 경제지 러스트벨트저널."""
    parts = re.sub(r"^.*(?:[가-힣]인|이뤄진|운영하는|만드는|꾸린) (?=[^ ])", "", words).split()
    if len(parts) == 2 and parts[0] in NATIONS and parts[1].endswith(("부", "청", "처")):
        return " ".join(parts)
    kind = max((k for k, part in enumerate(parts[:-1]) if part.endswith(_KINDS)), default=-1)
    parts = parts[kind + 1 :]
    while len(parts) > 1 and (parts[0] in NATIONS or parts[0] == "일간"):
        parts = parts[1:]
    return " ".join(parts) if parts and parts[-1] not in _COMMON else words


SHORT = {
    "한은": "한국은행",
    "금감원": "금융감독원",
    "국정원": "국가정보원",
    "헌재": "헌법재판소",
    "공정위": "공정거래위원회",
    "수은": "한국수출입은행",
    "산은": "한국산업은행",
    "한경협": "한국경제인협회",
}
"""Bodies by their usual short names."""


def shortens(words: str, body: str) -> bool:
    """Return whether words are a body's name with syllables left out of its middle."""
    if not 2 < len(words) < len(body) or words[0] != body[0] or words[-1] != body[-1]:
        return False
    letters = iter(body)
    return words[-1] in "부청처위원" and all(letter in letters for letter in words)
