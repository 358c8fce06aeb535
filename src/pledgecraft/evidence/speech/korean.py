"""Statements in Korean."""

import re
from collections.abc import Iterator
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.korean_names import TITLES, names_a_foreigner
from pledgecraft.evidence.speech.marks import FILL, Quotation
from pledgecraft.evidence.speech.nested import with_nested
from pledgecraft.evidence.speech.sentence_reader import SentenceReader

_STEMS = (
    "말했|밝혔|못 박았|못박았|되풀이했|일갈했|털어놨|털어놓았|"
    r"(?<=고 )했|(?<=고도 )했|(?<=다고 )한(?=다\.)|"
    "(?<=고만 )했|강조했|설명했|지적했|덧붙였|주장했|우려했|전했|답했|썼|비판했|"
    "반박했|촉구했|경고했|전망했|"
    "언급했|내다봤|평가했|약속했|당부했|호소했|발표했|시사했|토로했|되물었|물었|"
    "반문했|적었|제안했|요구했|"
    "분석했|진단했|보도했|역설했|단언했|일축했|인정했|부인했|해명했|선을 그었|"
    "입을 모았|목소리를 높였|"
    "말한|밝힌|강조한|설명한|지적한|말하|강조하|전하|밝히|주장하|설명하|지적하|덧붙이"
)
_CUE = re.compile(
    r"(?<=고 )(?:(?:말|강조|주장|지적|설명|경고|발표|전|답)해|밝혀)(?=[\s,])|"
    rf"(?:{_STEMS})(?:습니다|으면서|으며|으나|지만|는데|다면서|다|고|면서|며)"
)
_QUOTING = re.compile(
    rf"{FILL}+[ ]?(?:이라고만|라고만|고만|이라고도|라고도|고도|이라고|라고|고|"
    rf"이라며|라며|며|이라면서|라면서|면서|라는|이라는|는|이란|란)?"
)
_ALSO_CUE = re.compile(rf"{FILL}(이라며|라며|이라면서|라면서)")
_REPORTED = re.compile(r"(?:다|라|자|냐|까|마|려)고(?:도|만)?(?=[\s,])|것(?:으로|을)(?=\s)")
_TOPIC = re.compile(
    r"(?P<who>[^\s,](?:[^,\n\ue000]{0,60}?[^\s,])??)(?P<mark>께서는|은|는|이|가|도)(?=[\s,])"
)
_OCCASIONS = (
    "회견|간담회|브리핑|방송|라디오|인터뷰|국회|청사|회의|성명|보고서|자료|연설|토론|설명회|"
    "위원회|강연|행사|총회|"
    "회담|포럼|협의|발언|답변|논평|기고|글|페이스북|SNS|공시|담화|집회|유세|세미나|통화|"
    "질의|감사|청문회|심포지엄|"
    "서한|편지|리포트|자리|면담|논문|이메일|메일|공문|콘퍼런스콜|컨퍼런스콜|만찬|오찬|대회|"
    "법정|재판|공판|현장|소셜미디어|누리집|홈페이지"
)
"""Where people speak: the phrase is the writer's, not the speaker's."""
_ADVERBIAL = re.compile(
    r"(?:(?:그러면서|지난달|이날|전날|앞서|이어|이어서|또|또한|한편|그러나|하지만|반면|"
    r"다만|그러면서|특히|아울러)\s"
    r"|(?:\d+월\s?)?\d+일(?:\([가-힣]{1,5}\))?(?:에)?,?\s"
    r"|[가-힣]*(?:성명|자료|입장문|논평|담화|공지|공시|보고서)(?:을|를)\s(?:내고|내어|"
    r"발표하고|통해)\s"
    r"|[가-힣]+(?:을|를)\s[가-힣]+하(?:며|면서)\s"
    r"|(?:[가-힣]+\s){0,3}?[가-힣]*(?:회견|간담회|브리핑|집회|이사회|총회|"
    r"회의)[을를]\s열(?:어|고)\s"
    r"|[가-힣]*시장에서(?:는|도)\s|(?:[가-힣]+\s){0,2}(?:취재진|기자들|특파원들|"
    r"기자단)[과와]\s만나,?\s"
    r"|(?:오전|오후|최근|별도로|이번에|[가-힣]{1,4} 직전|[가-힣]{1,4} 직후)\s"
    r"|(?:시장|업계|정치권|학계|현장|야당|여당|일각|재계|[가-힣]+들 사이|"
    r"[가-힣]+ 안팎)에서(?:는|도)\s"
    r"|그 대신\s|(?:[^\s,\ue000은는]+\s){0,2}[^\s,\ue000]+에 대해(?:서는|선)\s"
    r"|(?:[^\s,\ue000]+\s){0,3}(?:자료|통계|보고서)를\s(?:토대로|근거로|바탕으로)\s"
    r"|(?:[가-힣]+\s)?[가-힣]*(?:에게|에게는|측에|부처에|정부에|국회에|당국에|위원회에|회사에)\s"
    r"|(?:[^\s,\ue000]*[^\s,\ue000이가은는]\s){0,6}?[^\s,\ue000]+"
    r"(?:을 통해|를 통해|에 출연해|와 만나|과 만나)\s"
    r"|(?:[^\s,\ue000]*[^\s,\ue000이가은는]\s){0,6}?[^\s,\ue000]*"
    rf"(?:{_OCCASIONS})[^\s,\ue000]{{0,3}}에서\s"
    r"|(?:[^\s,\ue000]+의\s)?(?:[가-힣]+\s){0,2}[가-힣]*(?:질의|질문|물음|요청|문의)에(?:는)?\s"
    r"|(?:시장|업계|정치권|학계|현장|야당|여당|일각|재계)에선\s|그럼에도\s"
    r"|[가-힣]{1,8}에서\s(?=열린|가진|기자|취재진))"
)
_SOURCE = re.compile(r"(?P<who>[^,\n\ue000]{1,60}?)(?P<cue>에 따르면|에 의하면)[\s,]")
_PAST = f"[{''.join(map(chr, range(0xAC14, 0xD7A4, 28)))}]"
"""Syllables that end in ㅆ, as all verbs in the past do."""
_VERB = (
    rf"(?:[가-힣]+\s){{0,2}}[가-힣]*(?:{_PAST})"
    r"(?:다|습니다|으며|으나|지만|는데|다면서|고|으면서)(?=[\s.,]|$)"
)
_WRITTEN = re.compile(r"(?:적힌|쓰인|쓴(?!웃)|불리|부르|불렸|알려|적혀|써|새겨|이름|하는|된|표현)")
_JOINED = (
    r"[가-힣]{1,8}(?:하면서도|하면서|하며|하고|부르며|세우며|꼬집으며)(?=[\s,])|"
    r"[가-힣]{1,6}자(?=\s)"
)
_ANY_CUE = re.compile(
    rf"\s?(?:[가-힣]{{1,8}}(?:\s[가-힣]{{1,8}})?(?:은|는)\s)?(?:(?:다시|재차|거듭|또)\s)?(?P<cue>{_VERB}|{_JOINED})"
)
_ANY_REPORTED = re.compile(
    rf"(?:다|라|자|냐|까)고\s(?P<cue>{_VERB}|[가-힣]{{1,4}}자(?=[\s,])"
    r"|(?:[가-힣]{1,3}을\s)?[가-힣]{1,5}(?:한다|모은다|본다)(?=\.)|입을 모은다(?=\.)|"
    r"[가-힣]{2,6}합니다(?=\.)|[가-힣]{2,6}하고 있(?:다|습니다)(?=\.))"
    r"|것으로\s(?P<guess>(?:내다봤|예상했|전망했|추산했|분석했|평가했|추정했|진단했|예측했)다)"
    r"|것을\s(?P<asked>(?:요구|촉구|주문|요청|당부|제안)(?:했다|하고|하며|하면서))"
)
_NO_SPEECH = re.compile(
    r"(?:알려졌|전해졌|보였|나섰|있었|없었|갔|왔|했었|불렸|여겨졌|드러났|나타났|됐|믿었|"
    r"생각했|느꼈|"
    r"알았|몰랐|판단했|기대했)"
)
_NOUN_CUE = re.compile(
    r"(?:(?<=다)|(?<=라)|(?<=자)|(?<=냐)|(?<=\ue000))는\s(?:(?:것이|"
    r"게)\s(?=[^,.\ue000]{1,16}?\s))?(?:(?P<who>[^,.\ue000]{1,16}?)(?:의|측)\s)?"
    r"(?P<noun>점|사실|목표|소식|말(?=이|도|을)|설명|원칙|계획|입장|전망|지적|주장|비판|조언|"
    r"방침|뜻|반응|분석|평가|우려|견해|의견|해석|생각|의지|의사|"
    r"취지|답변|호소|경고|목소리|당부|진단|관측)"
    rf"(?:(?:을|를|도)\s(?P<verb>{_VERB}))?(?=[이도을를은가입\s.]|$)"
)
_AUTHOR = re.compile(
    r"(?P<who>[^\s]{2,20}?)(?:이|가)\s(?:[^\s]+\s)?(?:제출한|낸|발표한|공개한|펴낸|작성한|"
    r"내놓은|집계한|조사한)\s"
)
_ASKED = re.compile(r"데 대해|관해서는|묻자|질문에|물음에")
_NOUN_BEHIND = re.compile(
    r"(?:(?:이?라)?는|이?란)\s(?:고성|외침|함성|야유|요구|요청|질타|비난|이유|설명|입장|전망|"
    r"지적|주장|비판|조언|방침|뜻|반응|분석|평가|우려|견해|의견|해석|말|답변|호소|경고|"
    r"목소리|당부|진단|관측|취지)"
)
_TELLING = re.compile(
    r"\s(?:지난\s)?(?:\d+일|이날|전날|[가-힣]*(?:공시|성명|논평|자료|입장문|공지|보고서|"
    r"홈페이지|간담회|회견)"
    r"(?:을|를|에서|에)\s)"
)
_SPLIT = re.compile(r"(?:(?<=다)|(?P<is>이?라))(?:며|면서도|면서)\s")
_BEHIND_HEADLINE = re.compile(
    r"^…?\s?(?P<who>(?:[^\s…,]+\s){0,2}[^\s…,]+?)(?:이|가|은|는)?(?=\s|$)"
)
"""Who speaks, behind the quotation that starts a headline."""
_QUESTION = re.compile(r"(?:이?라)?는\s(?:취지의\s)?(?P<cue>질문|물음|질의)(?:에|이|도)")
_ASKED_BEFORE = re.compile(rf"{FILL}(?:이?라)?는\s(?:취지의\s)?(?:질문|물음|질의)(?:에|이|도)")
_OF_WHAT = re.compile(r"[^\ue000,]{2,40}[^\ue000,\s](?:을|를|이|가)\s")
"""Of what a fragment is said: 이번 약정을 “도박”이라고 비판했다."""
_COPULA = re.compile(r"이라$|(?<![으하내말가오보주두서세지쓰키리치우추히기나라달])라$")
"""What makes reported speech of a noun: …억 유로라고."""
_ASKS = re.compile(
    r"(?P<said>[^\ue000“”\"]{6,}?(?:[냐까](?=는)|"
    r"달라(?=는)))는\s(?:(?P<who>[^,\ue000]{2,20}?)의\s)?"
    r"(?P<cue>질문|물음|질의|요구|요청|지적)(?:에|이)(?:는|도)?\s"
)
"""A question that opens a sentence, and who put it: …늦출 수 있느냐는 옥채린 의원의 질의에는."""
_SPREADS = re.compile(r"[이도]\s?(?:나오|나온|나옵|우세|많|있|제기|커지|흘러|끊이지|적지|잇따)")
"""What tells that nobody is named: …다는 관측이 우세하다."""
_LABEL = re.compile(r"\[(?P<who>[가-힣 ]{2,16}?)\s?/[^:\]\ue000]{2,40}?\s?:\s?(?=\ue000)")
"""Who speaks in a broadcaster's transcript: [홍길동/대변인 : “…”]."""
_BESIDE = re.compile(rf"\((?P<who>[가-힣 ]{{3,16}}?(?:{TITLES}))\)")
"""Who said what stands before: “…”(도하람 의원)."""
_ESTIMATED = re.compile(
    r"(?:으로|로|에)\s(?P<cue>(?:추산|추정|평가|규정|묘사|표현|비유|지칭)했(?:다|습니다)|"
    r"빗댔(?:다|습니다))"
)
"""What makes a fragment said of something: …을 “백지수표”에 빗댔다."""
_MOST_CUES = 12
"""In one sentence; further ones are not read."""

_NESTED = re.compile(
    r"(?:이?라)?는\s(?:정부\s)?(?P<noun>입장|목소리|주장|요구|지적|서한|경고|답변)"
    r"|(?:이라고도|라고도|고도|이라고|라고|고)\s?(?P<cue>[가-힣]{1,6}(?=[\s,.”\"』」]|$))"
)
"""What makes a quotation within another one speech: ‘…’고 말한다면."""

_SHORTEST = 6
"""Letters that what is reported has at least."""

_CONDITION = re.compile(r"만약|만일|가령|예를 들어")
_CLAUSE = re.compile(
    r"(?:에게|=|자|면서|으며|(?<=\s)뒤|(?<=\s)후|대해|관련해|가운데|따르면|[에]서|통해)\s|\d+일\s"
)
_FIRST = re.compile(r"(?P<who>[^\s]{1,12}?)(?:의|은|는|이|가)\s")
_LEAD = re.compile(
    r"^(?:그러나|하지만|한편|또|또한|이어|반면|다만|이에|이에 대해|앞서|특히|"
    r"아울러|지난달|그러면서)\s"
)


def read_korean(
    document: Document, quotations: list[Quotation], published: date | None
) -> list[Draft]:
    """Return the statements of a Korean text.

    Args:
        document: The document.
        quotations: Its quotations.
        published: The day of publication.
    """
    reader = _Reader(document, quotations, published, language="ko")
    reader.read()
    within = [quotation for quotation in quotations if quotation.depth == 1]
    return with_nested(reader.drafts, within, document.text, nested=_NESTED, people=reader.people)


class _Reader(SentenceReader):
    """Reads a text sentence by sentence and remembers who spoke."""

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether a word of supposing stands before what is said."""
        return _CONDITION.search(self.text, span.start, content.start + 5) is not None

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        inside = self.inside(span)
        if inside and self.is_headline(span) and self.headline(span, inside, _BEHIND_HEADLINE):
            return
        label = _LABEL.match(self.masked, span.start, span.end)
        if label is not None and inside:
            content = [one.inner for one in inside]
            self.keep(span, None, content, content, (Span(*label.span("who")), label.end()))
            return
        source = _SOURCE.match(self.masked, span.start, span.end)
        if source is not None:
            self._according(span, source, inside)
            return
        inside = [one for one in inside if not self._signed(span, one)]
        for question in self._questions(span, inside):
            inside = [one for one in inside if one is not question]
        cues = self._cues(span, inside)
        if not cues:
            if not self._by_noun(span, inside):
                self._without_cue(span, inside)
            return
        low, found = span.start, len(self.drafts)
        if asks := _ASKS.match(self.masked, span.start, cues[0].start):
            low = self._asked(span, asks)
        if asked := _ASKED_BEFORE.search(self.masked, span.start, cues[0].start):
            low = asked.end()
        for cue in cues[:_MOST_CUES]:
            part = [quotation for quotation in inside if low <= quotation.start < cue.start]
            if self._speech(span, cue, part, low):
                low = cue.end
        if len(self.drafts) == found:
            self._by_noun(span, inside)

    def _signed(self, span: Span, quotation: Quotation) -> bool:
        """Keep what somebody said whose name stands in brackets behind it."""
        beside = _BESIDE.match(self.text, quotation.end)
        if beside is None:
            return False
        content = [quotation.inner]
        self.keep(span, None, content, content, (Span(*beside.span("who")), beside.end()))
        return True

    def _asked(self, span: Span, asks: re.Match[str]) -> int:
        """Keep a question in indirect speech, and return where the answer may start."""
        start, end = asks.span("said")
        answers = self._topic(start, end)
        if answers is not None and self.masked[answers[0].end] in "은는":
            self.people.resolve(answers[0].of(self.text))
            start = self._behind_adverbials(answers[1], end)
        last = self.people.last
        topic = (Span(*asks.span("who")), asks.end()) if asks["who"] else None
        self.keep(span, Span(*asks.span("cue")), [Span(start, end)], [], topic)
        if topic is None:
            self.drafts[-1].name = None
        self.people.last = last
        return asks.end()

    def _questions(self, span: Span, inside: list[Quotation]) -> Iterator[Quotation]:
        """Keep the questions of nobody named to which somebody answers: “…”는 질문에."""
        for quotation in inside:
            asked = _QUESTION.match(self.masked, quotation.end, span.end)
            if asked is not None:
                last, content = self.people.last, [quotation.inner]
                self.keep(span, Span(*asked.span("cue")), content, content, None)
                self.drafts[-1].name, self.people.last = None, last
                yield quotation

    def _cues(self, span: Span, inside: list[Quotation]) -> list[Span]:
        """Return known verbs of saying, and any verb that a particle makes one."""
        found = [Span(*cue.span()) for cue in _CUE.finditer(self.masked, span.start, span.end)]
        starts = [
            one.end + _particle(self.masked, one) for one in inside if _particle(self.masked, one)
        ]
        others = [_ANY_CUE.match(self.masked, start, span.end) for start in starts]
        others += list(_ANY_REPORTED.finditer(self.masked, span.start, span.end))
        others += [_ESTIMATED.match(self.masked, one.end, span.end) for one in inside]
        for other in others:
            if other is None:
                continue
            cue = _without_addressee(Span(*other.span(str(other.lastgroup))), self.masked)
            words = cue.of(self.masked)
            if _WRITTEN.match(words) or _NO_SPEECH.search(words):
                continue
            if not any(one.overlaps(cue) for one in found):
                found.append(cue)
        return sorted(found)

    def _by_noun(self, span: Span, inside: list[Quotation]) -> bool:
        """Read what a noun reports: …다는 뜻을 분명히 했다, …다는 것이 장관의 설명이다."""
        match = _NOUN_CUE.search(self.masked, span.start, span.end)
        if match is None:
            return False
        cue = Span(*match.span("verb" if match["verb"] else "noun"))
        owner, last = match["who"], self.people.last
        topic = (Span(*match.span("who")), match.end()) if owner else None
        spoken = [one for one in inside if one.end == match.start()]
        if spoken:
            content = [spoken[-1].inner]
            self.keep(
                span, cue, content, content, topic or self._topic(span.start, spoken[-1].start)
            )
            return True
        start = span.start
        if topic is None:
            topic = self._topic(span.start, match.start())
            start = topic[1] if topic else start
        start = self._behind_adverbials(start, match.start())
        if match.start() - start < _SHORTEST:
            return False
        copula = _COPULA.search(self.masked, start, match.start())
        self.keep(span, cue, [Span(start, copula.start() if copula else match.start())], [], topic)
        if topic is None and _SPREADS.match(self.masked, match.end("noun")):
            self.drafts[-1].name, self.people.last = None, last
        return True

    def _who_follows(self, span: Span) -> tuple[Span, int] | None:
        """Return the person whom the sentence behind a quotation that stands alone is about."""
        end = self.masked.find("\n", span.end)
        end = len(self.masked) if end < 0 else end
        stop = self.masked.find(". ", span.end, end)
        about = self._topic(span.end + 1, end if stop < 0 else stop)
        if about is None or FILL in self.masked[span.end : about[1]]:
            return None
        return about if self.people.names_a_person(about[0].of(self.text)) else None

    def _notice(self, span: Span) -> None:
        """Remember the person or body that a sentence is about in which nobody speaks."""
        about = self._topic(span.start, span.end)
        words = about[0].of(self.text) if about else ""
        if words in ("그", "그녀") or self.people.names_a_person(words):
            self.people.resolve(words)
        elif about is not None:
            self.people.notice_body(words)

    def _topic(self, start: int, end: int) -> tuple[Span, int] | None:
        """Return who a stretch is about, and where the words behind it start."""
        while lead := _LEAD.match(self.masked[start : min(end, start + 12)]):
            start += lead.end()
        failed: re.Match[str] | None = None
        for match in _TOPIC.finditer(self.masked, start, end):
            first, last = match.span("who")
            if failed is not None and failed["mark"] in ("도", "이"):
                whole = self.text[failed.start("who") : last]
                if names_a_foreigner(whole):
                    first = failed.start("who")
            failed = match
            first = self._behind_clause(first, last)
            words = self.text[first:last]
            is_state = self.people.is_state(words) and match.start() == start
            if is_state or self.people.may_speak(words) or self._tells(words, match, start):
                return Span(first, last), match.end()
        return None

    def _tells(self, words: str, match: re.Match[str], start: int) -> bool:
        """Return whether a name starts a sentence that goes on as a statement does."""
        if match["mark"] not in ("은", "는") or match.start() != start or " " in words:
            return False
        return len(words) > 1 and _TELLING.match(self.masked, match.end()) is not None

    def _behind_clause(self, first: int, last: int) -> int:
        """Return where the topic starts behind a clause: asked about it, she."""
        for match in _CLAUSE.finditer(self.masked, first, last):
            first = match.end()
        return first

    def _speech(self, span: Span, cue: Span, inside: list[Quotation], low: int) -> bool:
        spoken = [one for one in inside if _is_quoting(self.masked, one, cue.start)]
        if spoken:
            self._quoted(span, cue, spoken, low)
            return True
        return self._indirect(span, cue, low)

    def _quoted(self, span: Span, cue: Span | None, spoken: list[Quotation], low: int) -> None:
        first, last = spoken[0], spoken[-1]
        topic = self._topic(low, first.start)
        if topic is None and cue is not None:
            topic = self._topic(last.end + _particle(self.masked, last), cue.start)
        asked = _ASKED.search(self.masked, topic[1], first.start) if topic else None
        if topic is not None and asked is not None:
            answers = self.masked[topic[0].end] in "은는" and asked.group() != "묻자"
            topic = topic if answers else None
        content = [quotation.inner for quotation in spoken]
        start = topic[1] if topic is not None and topic[1] <= first.start else low
        start = self._behind_adverbials(start, first.start)
        told = list(content)
        rest = self._carried_on(last, cue) if cue is not None else None
        opening = _OPENED.fullmatch(self.masked, start, first.start) if cue is not None else None
        if opening is not None:
            said = Span(*opening.span("said"))
            told = [said, *(Span(one.start, one.end) for one in spoken)]
        elif rest is not None:
            told = [*(Span(one.start, one.end) for one in spoken), rest]
        elif len(spoken) == 1 and _OF_WHAT.fullmatch(self.masked, start, first.start):
            told = [Span(start, first.end)]
        self.keep(span, cue, told, content, topic)

    def _carried_on(self, quotation: Quotation, cue: Span) -> Span | None:
        """Return what goes on without marks behind a quotation: “…”며 자료를 내라고 촉구했다."""
        joint = _CARRIED.match(self.masked, quotation.end, cue.start)
        if joint is None or self._topic(joint.end(), cue.start) is not None:
            return None
        ends = list(_REPORTED.finditer(self.masked, joint.end(), cue.start))
        if (
            not ends
            or cue.start - ends[-1].end() > 14
            or ends[-1].start() - joint.end() < _SHORTEST
        ):
            return None
        return list(self._clauses(joint.end(), ends[-1].start() + 1))[-1]

    def _indirect(self, span: Span, cue: Span, low: int) -> bool:
        ends = list(_REPORTED.finditer(self.masked, low, cue.start))
        if not ends or cue.start - ends[-1].end() > _gap(self.masked, ends[-1].end(), cue.start):
            return False
        behind = self._topic(ends[-1].end(), cue.start)
        topic = None if behind else self._topic(low, ends[-1].start())
        if topic is not None and self.masked[topic[0].end] in "이가":
            opens = self._behind_adverbials(low, topic[0].start) >= topic[0].start
            before = self.masked[low : topic[0].start].rstrip()
            topic = topic if opens or before.endswith(("에서는", "에서", "에는")) else None
        start = topic[1] if topic else low
        topic = behind or topic
        start = self._behind_adverbials(start, ends[-1].end() - 1)
        quoted = [one.inner for one in self.inside(span) if start <= one.start < ends[-1].start()]
        last = ends[-1]
        end = last.start() + 1
        content = list(self._clauses(start, end))
        self.keep(span, cue, content, quoted, topic)
        return True

    def _clauses(self, start: int, end: int) -> Iterator[Span]:
        """Yield the parts of reported speech (…했다며 …것이라고), the last without "이라"."""
        for joint in _SPLIT.finditer(self.masked, start, end):
            if joint.start() - start >= _SHORTEST:
                yield Span(start, joint.start())
                start = joint.end()
        copula = _COPULA.search(self.masked, start, end)
        yield Span(start, copula.start() if copula else end)

    def _behind_adverbials(self, start: int, end: int) -> int:
        while start < end and self.masked[start] in " ,":
            start += 1
        while match := _ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        return start

    def _according(self, span: Span, source: re.Match[str], inside: list[Quotation]) -> None:
        start = source.end()
        while self.masked[start : start + 1] == " ":
            start += 1
        end = span.end
        while end > start and self.masked[end - 1] in ". ":
            end -= 1
        quoted = [one.inner for one in inside if one.start >= start]
        who = Span(*source.span("who"))
        author = _AUTHOR.match(who.of(self.text))
        topic = (Span(who.start, who.start + author.end("who")) if author else who, source.end())
        self.keep(span, Span(*source.span("cue")), [Span(start, end)], quoted, topic)

    def _without_cue(self, span: Span, inside: list[Quotation]) -> None:
        """Read quotations that a particle makes speech: …라며 반대했다, …는 말."""
        spoken = [one for one in inside if _has_particle(self.masked, one)]
        first = _FIRST.match(self.masked, span.start, span.end)
        if first is not None and not spoken:
            self.people.notice(first["who"])
        if not inside:
            self._notice(span)
        if not spoken:
            alone = [one for one in inside if one.start == span.start and span.end - one.end <= 1]
            if alone and alone[0].inner.of(self.text)[-1:] in ".!?…":
                self.keep(span, None, [alone[0].inner], [alone[0].inner], self._who_follows(span))
            return
        match = _ALSO_CUE.match(self.masked, spoken[-1].end - 1, span.end)
        cue = Span(*match.span(1)) if match else None
        self._quoted(span, cue, spoken, span.start)


_OPENED = re.compile(r"(?P<said>[^\ue000]{6,}?)(?:(?<=다)|이?라)(?:며|면서),?\s")
"""What is said without marks before a quotation: 정하지 않았다며 “…”고 했다."""


def _gap(masked: str, start: int, end: int) -> int:
    """Return how many letters may stand between what is reported and its verb."""
    date = _DAY_BETWEEN.search(masked, start, end)
    return 14 + (date.end() - date.start() if date else 0) + 10 * ("가 " in masked[start:end])


_DAY_BETWEEN = re.compile(r"\d{1,2}일(?:\([^)]*\))?\s")
_CARRIED = re.compile(r"(?:이?라)?(?:며|면서)\s")


def _without_addressee(cue: Span, masked: str) -> Span:
    """Return a verb without whom it tells: 정부에 보고했습니다."""
    words = cue.of(masked).split(" ")
    while len(words) > 1 and words[0].endswith(("에", "에게", "께", "측에")):
        cue = Span(cue.start + len(words[0]) + 1, cue.end)
        words = words[1:]
    return cue


def _is_quoting(masked: str, quotation: Quotation, cue: int) -> bool:
    return _particle(masked, quotation) > 0 and cue - quotation.end < 120


def _particle(masked: str, quotation: Quotation) -> int:
    """Return the length of the particle behind a quotation that makes it speech."""
    match = _QUOTING.match(masked, quotation.start)
    behind = masked[quotation.end : match.end()] if match else ""
    if estimated := _ESTIMATED.match(masked, quotation.end):
        return estimated.start("cue") - quotation.end
    if behind in ("는", "라는", "이라는", "이란", "란") and not _NOUN_BEHIND.match(
        masked, quotation.end
    ):
        return 0
    return len(behind) if behind.strip() else 0


def _has_particle(masked: str, quotation: Quotation) -> bool:
    after = masked[quotation.end : quotation.end + 6]
    if _WRITTEN.match(masked, quotation.end + _particle(masked, quotation) + 1):
        return False
    return after.startswith(
        (
            "라며",
            "이라며",
            "라면서",
            "이라면서",
            "라고 ",
            "이라고 ",
            "고 ",
            "는 말",
            "이란 이유",
            "란 이유",
            "이란 분석",
            "는 고성",
            "라는 말",
            "며 ",
        )
    )
