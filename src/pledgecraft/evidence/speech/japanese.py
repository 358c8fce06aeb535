"""Statements in Japanese."""

import re
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import FILL, Quotation
from pledgecraft.evidence.speech.nested import with_nested
from pledgecraft.evidence.speech.sentence_reader import SentenceReader

_STEMS = (
    "述べ|語っ|語り|話し|話す|説明し|強調し|明らかにし|指摘し|批判し|主張し|答え|訴え|"
    "発表し|表明し|書い|書き込ん|"
    "付け加え|試算し|予想し|予想する|反論する|みる|見る|見込む|見込ん|くぎを刺し|笑っ|笑う|"
    "嘆い|嘆く|反論し|警告し|心配し|心配する|懸念する|申し入れ|働きかけ|尋ね|問いただし|"
    "追及し|追及する|認め|伝え|報じ|コメントし|発言し|断言し|"
    "示唆し|懸念し|約束し|投稿し|語る|述べる|"
    "たたえ|試算する|問いかけ|要望し|打ち出し|明言し|不満を漏らし|応じ|回答し|釈明し|"
    "釈明する|迫っ|言い切|打ち明け|つぶやい|つぶやく|みて|繰り返し|断じ|声を潜め|ため息をつ|"
    "畳みかけ|証言し|補足し|付言し|言い添え|答弁し|"
    "胸を張|口をそろえ|"
    "首をかしげ|肩を落と|目を細め|意気込|憤|促し|要請し|指示し|命じ|皮肉|ささやい|"
    "指摘する|強調する|訴える|明かし|明かす|漏らし|こぼし|釘を刺し|分析し|予測し|否定し|"
    "呼びかけ|求め"
)
_SURU = (
    "説明|強調|指摘|批判|主張|発表|表明|試算|予想|反論|警告|コメント|発言|断言|示唆|懸念|"
    "約束|投稿|分析|予測|否定|要望|回答|釈明|"
    "要求|明言|評価|提案|要請|指示|答弁|言及|抗議|反発|称賛|擁護|弁明|宣言|訴求|通告|紹介|提言|公約"
)
_VIEWS = "見通し|方針|姿勢|考え|意欲|判断|認識|意向|見方|見解|懸念|可能性|試算"
_NOUNS = rf"{_VIEWS}|立場|計画|予定|期待|自信|危機感|不満|案|理由"
_TOLD_OF = (
    "示唆し|にじませ|うかがわせ|示し|明らかにし|表明し|漏らし|述べ|口にし|強調し|伝え|明かし|"
    "言及し|語っ"
)
"""What is done with a view, an intention, a plan: …考えを明らかにした."""
_CUE = re.compile(
    rf"(?:(?:{_SURU})(?:しています|している|しました|します|していた|して|した|する|し、)|ただした|"
    rf"(?:{_STEMS})(?:ている|ています|ました|ます|ていた|いる|る|た|だ|て|、)?|認識を示し(?:た|ました)|考えを示し(?:た|ました)|"
    r"(?:試算|推計|予測|見通し)を(?:公表し|発表し)(?:た|ました|ている|、)|"
    rf"(?:{_NOUNS})(?:を|も|にも|に)(?:改めて|重ねて|[^、。「」ぁ-ん]{{1,6}}で)?(?:(?:{_TOLD_OF})(?:た|ました|ている|、)|(?:表明|強調|言及|示唆)(?=。))|"
    r"(?:説明|強調|投稿|指摘|批判|表明|発表|主張|反論|警告|答弁|要求|言及|断言|明言|反発|"
    r"訴え|否定|追及|提案|要請|称賛|釈明|けん制|牽制|言明|謝罪|陳謝|懸念|期待)(?=。)|"
    r"(?<=と)(?:ただす|問う|問いただす|質問する|尋ねる|迫る|畳みかける|食い下がる|切り込む|"
    r"詰め寄る|聞かれる|問われる|追及される)(?=と、)|"
    r"見方を示し(?:た|ました)|見解を示し(?:た|ました)|意向を示し(?:た|ました)|"
    r"懸念を示し(?:た|ました)|(?<=と)しています|(?<=と)している|"
    r"(?<=と)(?<!落と)した(?=[。、])|(?<=[いだるた\ue000]と)し(?=、)|(?<=と)公表し(?:た|"
    r"ました)|(?<=と)言った|"
    r"(?<=と)いう(?=。)|"
    r"(?<=と)言う(?=。)|(?<=と)しました)"
)
_REPORTED = re.compile(r"(?:とも|との|と)(?=[^ぁ-ん]{0,12}$|、[^。]{0,10}$|.{0,8}$)")
_SOURCE = re.compile(
    r"(?:[^、。\n\ue000はが]{1,30}、)?(?P<who>[^、。\n\ue000]{1,40}?)"
    r"(?:の(?:試算|調査|発表|報告|報告書|分析|説明|推計|集計|話|関係者の話)(?=に|で))?"
    r"(?P<cue>によると|によれば|によりますと|では(?=、[^「]*(?:という|とされる)。))、?"
)
_VOICES = re.compile(rf"{FILL}(?:などの|などとの|との|という|といった)(?:声|意見|批判|指摘)")
_TOPIC = re.compile(r"(?P<who>[^、。\n\ue000]{1,40}?)(?:は|が|も|からは|から)(?=[^ぁ-ん]|[ぁ-ん])")
_ADVERBIAL = re.compile(
    r"(?:、|[^、。\ue000]{1,20}(?:問われ|聞かれ|尋ねられ)(?:ると|て)、|(?:終了|会談|会見|"
    r"協議|採決|閉会|試合)後、|報道陣に(?:対し(?:て)?)?、?|そして、|"
    r"うえで、|上で、|そのうえで、|その上で、|ただ、|ただし、|(?:国会|都|市|"
    r"県|党)内で|[^、。]{1,10}を条件に、|(?:\d+|[一二三四五六七八九十]+)日(?:朝|夜|夕|午前|"
    r"午後|未明|深夜)?(?:の|に|、)?|同日、?|会見で|記者会見で|声明で|記者団に(?:対し)?、?|"
    r"また、|さらに、?"
    r"|[^、。\ue000]{1,14}に対し(?:て)?、|一方で?、"
    r"|[^、。\ue000]{0,10}(?:声明|談話|文書|コメント|報告書)を(?:発表|公表|出)し(?:て)?、"
    r"|[^、。\ue000はが]{2,16}(?:について|に関して|をめぐって|を巡って)は?、"
    r"|(?:政府|国会|各国|両国|関係省庁|企業|党|市|県|米国|日本)に、?"
    r"|[^、。\ue000はが]{0,20}(?:会見|取材|声明|書面|書簡|手紙|総会|会議|番組|集会|メール|"
    r"文書|電話|談話|報告書|調査|リポート|論文|著書|社説|国会|演説|インタビュー|会合|委員会|"
    r"講演|会談|協議)(?:では|に対し|で|に)、?)"
)
_LONGER_TOPIC = re.compile(r"(?P<rest>[^、。\n\ue000]{1,30}?)は(?=[^ぁ-ん]|[ぁ-ん])")
"""The rest of who speaks behind a clause about her: 長女がいるパート従業員の蓑島佳代さんは."""
_TELLS = re.compile(rf"{FILL}|(?:\d+|[一二三四五六七八九十]+)日|同日、|会見で|取材に|声明で")
_PHRASE = re.compile(
    r"(?:[^、。\ue000はがも]{1,20}(?:で|では|に|後|日|前|夜|朝|昼|ころ|頃|際|ため|中|から|"
    r"を受け|のあと)"
    r"|[^、。\ue000はが]{1,45}(?:について|に関して|をめぐり|を巡り|に対し|については|"
    r"に関しては|をめぐっては|を巡っては))、"
)
"""A time, a place or an occasion before the one who speaks: 記者説明で、"""
_ABOUT = re.compile(r".*(?:について|に関して|をめぐり|を巡り)(?=.)")
_LEAD = re.compile(
    r"^(?:野党第[一1１]党|最大野党|連立与党)、|^、|^もっとも、|^(?:と|が|ものの|"
    r"のに対し(?:て)?)、|^(?:冒頭|席上|続いて|また|さらに|一方|しかし|"
    r"ただ|これに対し|これに対して|そのうえで|その上で|続けて|このうち)、?"
)
_MOST_CUES = 12
"""In one sentence; further ones are not read."""

_AMONG = re.compile(
    r"[^、。\ue000]{1,16}(?:では|には|からは|にも)、|(?:もっとも|ただ|一方|しかし)、"
)
_SHORT = 8
"""Letters that what is told of has at least."""
_SAID = re.compile(r"[ぁ-ん]{0,4}?(?=と|ことを)")
_OF_WHAT = re.compile(r"[^、。\ue000]{1,40}(?:を|が|かも|ても)")
"""Of what a fragment is said: 計画を「数合わせ」と断じた."""
_OF_WHICH = re.compile(r"[^、。\ue000]{1,40}(?:を|が|かも|ても|は)")
"""The same where who speaks stands before: 認可は「年内に終わる」と説明した."""
_NOT = ("なかった", "ていない", "ていなかった", "ておらず", "ない", "ず、")
_WISH = re.compile(r"よう(?:に|、)?(?:[^、。とを]{1,8}に)?$")
"""What somebody is asked to do: …貸し出すよう町に提案した."""
_CONTRAST = re.compile(r"(?:が|ものの|のに対し|一方)、(?P<who>[^、。\ue000はが]{1,24})は、?")
_THING = re.compile(r"(?P<thing>こと)(?:を|も)(?:[^、。とを]{1,8}に)?$")
_BEHIND_HEADLINE = re.compile(r"[　 、](?P<who>[^　 、。がは]{1,14})(?:が|は|、)")
"""Who speaks, behind the quotation of a headline: 「年内に第1弾」　経産相が表明."""
_SO = re.compile(r"こう|そう|このように")
_SO_SAID = re.compile(r"(?:こう|そう|このように)(?P<cue>[^。、]{1,12})(?=。)")
_TOLD = re.compile(r"(?:と|とも|との)(?P<cue>[^。、「]{1,14}?)(?=が?(?:。|、|$))")
_LAYERED = re.compile(r"[ぁ-ん]{0,4}?(?:と|とも|ことを)[^。、ぁ-ん]{0,3}$")
"""Between two verbs of saying of which the second tells of the first: …と伝えてきたとも明かした."""
_NOT_SAID = re.compile(
    r"(?:いう[一-龥]|位置づけ|位置付け|称し|称さ|なっ|なる|考え(?!を)|判断|評価され|見え|"
    r"読め|書かれ|記され|題し|呼ばれ|名付け|銘打|書いた看板|刻まれ)"
)
_BY_NOUN = re.compile(
    rf"(?:との)?(?:(?:{_NOUNS})(?:を|も|にも|に)(?:改めて|重ねて|[^、。「」ぁ-ん]{{1,6}}で)?"
    r"|(?:試算|推計|予測|見通し)を(?=公表|発表))"
    rf"(?P<cue>(?:{_TOLD_OF}|公表し|発表し)(?:た|ました|ている)?|(?:表明|強調|言及|示唆)(?=。))"
)
_ANY_CUE = re.compile(r"(?:とも|と)(?=[^、。「」\ue000]{2,14}[、。])")
_VERB = re.compile(
    r"[^、。「」\ue000]{1,13}(?:する一方|した一方|る一方で|た|る|だ|い|う|す|く|む|つ|ぶ|ぐ|"
    r"と)(?=が?[、。])"
)
_SPREADS = re.compile(
    r"(?:との|という)(?P<cue>見方|観測|声|指摘|懸念|批判|期待)(?:が|も)(?:ある|広が|強|根強|"
    r"多|出|相次|聞かれ|くすぶ|上が)"
)
"""What many are said to think: …との見方が広がっている."""
_AUTHOR = re.compile(
    r"(?P<who>[^、がは]{2,20}?)が[^、がは]{0,12}?(?:公表|発表|作成|提出|実施|集計|まとめ|出)し?た"
)
"""Whose work a source is: 財務省が28日公表した資料."""
_BEHIND = re.compile(r"と(?P<who>[^、。とは]{2,12})は$")
_SIGNED = re.compile(r"[（(](?P<who>[^）)\d]{2,20})[）)]")
_NESTED = re.compile(
    r"(?:と|って)(?P<cue>(?:言|述べ|語|話|主張|説明|約束|発言|答え|言い出|伝|求め|迫|尋ね|聞|誓|"
    r"通告|要求|頼|断言|言い切|訴|要請|打診|繰り返|強調|反論)[ぁ-ん]{0,5})"
)
_AFTER = re.compile(r"(?!という[一-龥])(?:と|とも|との|として|などと|って)")
_ASKED = re.compile(r"との(?P<cue>問い|質問|声|指摘|批判)(?:に|に対し|に対して|には)、?")
_WHO_SAID = re.compile(
    r"(?:る|た|う|く|む)?のは、?(?P<who>[^。]{2,60}?)(?:だ|だった|である)?(?=。|$)"
)
"""Who said it, behind the verb: 「…」と語るのは、看護師長の門前千秋さん."""


def read_japanese(
    document: Document, quotations: list[Quotation], published: date | None
) -> list[Draft]:
    """Return the statements of a Japanese text.

    Args:
        document: The document.
        quotations: Its quotations.
        published: The day of publication.
    """
    reader = _Reader(document, quotations, published, language="ja")
    reader.read()
    within = [quotation for quotation in quotations if quotation.depth == 1]
    return with_nested(reader.drafts, within, document.text, nested=_NESTED, people=reader.people)


class _Reader(SentenceReader):
    """Reads a text sentence by sentence and remembers who spoke."""

    alone: Quotation | None = None

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether what is said begins with a word of supposing."""
        return content.of(self.text).startswith(("もし", "仮に", "例えば"))

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        inside = self.inside(span)
        if inside and self.is_headline(span) and self.headline(span, inside, _BEHIND_HEADLINE):
            return
        if self.text.startswith(("――", "──", "——", "―"), span.start):
            self._flush()  # a reporter's question
            return
        waiting, self.alone = self.alone, None
        if waiting is not None and not _SO.search(self.masked, span.start, span.end):
            topic = None if inside else self._topic(span.start, span.end)
            if topic is not None and not self.people.is_titled(topic[0].of(self.text)):
                topic = None
            alone = [waiting.inner]
            self.keep(Span(waiting.start, waiting.end), None, alone, alone, topic)
            if topic is None and self.drafts[-1].name is None:
                self.drafts[-1].name = self._newest()
            waiting = None
        source = _SOURCE.match(self.masked, span.start, span.end)
        if source is not None:
            self._according(span, source, inside)
            return
        cues = self._verbs(span, inside)
        voices = _VOICES.search(self.masked, span.start, span.end)
        if voices is not None and inside:
            last = self.people.last
            self._quoted(span, Span(voices.start() + 1, voices.end()), inside[-1:], span.start)
            if self.drafts[-1].who is None:
                self.drafts[-1].name, self.people.last = None, last
        elif (
            waiting is not None
            and not cues
            and (so := _SO_SAID.search(self.masked, span.start, span.end))
        ):
            self._quoted(
                Span(waiting.start, span.end), Span(*so.span("cue")), [waiting], span.start
            )
        elif (
            waiting is not None
            and cues
            and not inside
            and _SO.search(self.masked, span.start, span.end)
        ):
            self._quoted(
                Span(waiting.start, span.end), Span(*cues[-1].span()), [waiting], span.start
            )
        elif cues:
            self._cues(span, cues, inside)
        elif inside and (told := self._told(span, inside[-1])):
            self._quoted(span, Span(*told.span("cue")), inside[-1:], span.start)
        elif inside and (signed := _SIGNED.match(self.text, inside[-1].end)):
            content = [inside[-1].inner]
            self.keep(span, None, content, content, (Span(*signed.span("who")), signed.end()))
        elif (
            inside
            and (inside[0].start == span.start or self._is_headed(span, inside[0]))
            and span.end - inside[0].end <= 1
        ):
            self.alone = inside[0]
        elif not inside and not self._spreads(span):
            self._notice(span)

    def _is_headed(self, span: Span, quotation: Quotation) -> bool:
        """Return whether only a heading stands before a quotation: 【冒頭発言】「…」."""
        return re.fullmatch(r"【[^】]{1,14}】", self.text[span.start : quotation.start]) is not None

    def _flush(self) -> None:
        """Keep a quotation that stood alone before a question."""
        waiting, self.alone = self.alone, None
        if waiting is not None:
            alone = [waiting.inner]
            self.keep(Span(waiting.start, waiting.end), None, alone, alone, None)
            if self.drafts[-1].name is None:
                self.drafts[-1].name = self._newest()

    def _newest(self) -> str | None:
        """Return who was named last, or first in the text."""
        named = self.people.named[-1:] or self.people.roster[:1]
        return named[0][0] if named else None

    def _spreads(self, span: Span) -> bool:
        """Keep what is said without a name: 市場では…との見方が広がっている."""
        found = _SPREADS.search(self.masked, span.start, span.end)
        if found is None:
            return False
        start = span.start
        while phrase := _AMONG.match(self.masked, start, found.start()):
            start = phrase.end()
        if found.start() - start < _SHORT:
            return False
        last = self.people.last
        self.keep(span, Span(*found.span("cue")), [Span(start, found.start())], [], None)
        self.drafts[-1].name, self.people.last = None, last
        return True

    def _verbs(self, span: Span, inside: list[Quotation]) -> list[re.Match[str]]:
        """Return known verbs of saying, and any verb that "と" behind a quotation makes one."""
        found = [
            one
            for one in _CUE.finditer(self.masked, span.start, span.end)
            if not self.masked.startswith(_NOT, one.end())
        ]
        if not found:
            return found
        for quotation in inside:
            other = _ANY_CUE.match(self.masked, quotation.end, span.end)
            if other is None or _NOT_SAID.match(self.masked, other.start() + 1):
                continue
            verb = _VERB.match(self.masked, other.end())
            if verb and not any(one.start() <= verb.start() < one.end() for one in found):
                found.append(verb)
        return sorted(found, key=lambda one: one.start())

    def _told(self, span: Span, quotation: Quotation) -> re.Match[str] | None:
        """Return any verb that "と" makes one of saying; not what is written on a sign."""
        told = _TOLD.match(self.masked, quotation.end, span.end)
        return None if told is None or _NOT_SAID.match(told["cue"]) else told

    def _notice(self, span: Span) -> None:
        """Remember the person whom a sentence is about in which nobody speaks."""
        topic = self._topic(span.start, span.end)
        words = topic[0].of(self.text) if topic else ""
        if topic and self.people.is_titled(words):
            self.people.resolve(words)

    def _cues(self, span: Span, cues: list[re.Match[str]], inside: list[Quotation]) -> None:
        low = span.start
        cues = cues[:_MOST_CUES]
        for cue, following in zip(cues, (*cues[1:], None), strict=True):
            if following and _LAYERED.match(self.masked, cue.end(), following.start()):
                self._layered(span, cue, following, low)
                continue
            part = [one for one in inside if low <= one.start < cue.start()]
            if self._speech(span, cue, part, low):
                low = cue.end()

    def _layered(self, span: Span, cue: re.Match[str], outer: re.Match[str], low: int) -> None:
        """Read what the one who speaks says that another has said."""
        end = self._particle(low, cue.start())
        first = self._topic(low, cue.start())
        if end is None or first is None:
            return
        inner = self._topic(first[1], end)
        start = inner[1] if inner else first[1]
        while match := _ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        if end - start < 3:
            return
        last = self.people.last
        verb = _SAID.match(self.masked, cue.end(), outer.start())
        said = Span(cue.start(), verb.end() if verb else cue.end())
        self.keep(span, said, [Span(start, end)], [], inner)
        self.drafts[-1].nested = True
        if inner is None:
            self.drafts[-1].name = None
        self.people.last = last

    def _topic(self, start: int, end: int) -> tuple[Span, int] | None:
        while lead := _LEAD.match(self.masked[start : min(end, start + 10)]):
            start += lead.end()
        while phrase := _PHRASE.match(self.masked, start, end):
            start = phrase.end()
        match = _TOPIC.match(self.masked, start, min(end + 1, len(self.masked)))
        if match is None:
            return None
        longer = _LONGER_TOPIC.match(self.masked, match.end(), min(end + 1, len(self.masked)))
        if longer is not None and not self.people.may_speak(match["who"]):
            whole = self.masked[start : longer.end("rest")]
            if self.people.is_titled(whole):
                first = start + whole.rfind("の") + 1
                return Span(first, longer.end("rest")), longer.end()
        told = _TELLS.match(self.masked, match.end())
        if match["who"][-1] in "にでとてをの" or (
            not told and not self.people.may_speak(match["who"])
        ):
            return None
        first = match.start("who")
        if about := _ABOUT.match(match["who"]):
            first += about.end()
        return Span(first, match.end("who")), match.end()

    def _speech(self, span: Span, cue: re.Match[str], inside: list[Quotation], low: int) -> bool:
        for one in inside:
            if asked := _ASKED.match(self.masked, one.end, cue.start()):
                last = self.people.last
                self.keep(span, Span(*asked.span("cue")), [one.inner], [one.inner], None)
                self.drafts[-1].name, self.people.last = None, last
                inside, low = [other for other in inside if other is not one], asked.end()
        spoken = [one for one in inside if _AFTER.match(self.masked, one.end, cue.start())]
        if spoken:
            self._quoted(span, Span(*cue.span()), spoken, low)
            return True
        return self._indirect(span, cue, inside, low)

    def _quoted(self, span: Span, cue: Span | None, spoken: list[Quotation], low: int) -> None:
        topic = self._topic(low, spoken[0].start)
        if topic is None and cue is not None and spoken[-1].end < cue.start:
            topic = self._topic(max(low, spoken[-1].end + 1), cue.start)
        if cue is not None and (behind := _WHO_SAID.match(self.masked, cue.end, span.end)):
            first = behind.start("who") + behind["who"].rfind("、") + 1
            topic = (Span(first, behind.end("who")), behind.end())
        content = [quotation.inner for quotation in spoken]
        start = topic[1] if topic is not None and topic[1] <= spoken[0].start else low
        while match := _ADVERBIAL.match(self.masked, start, spoken[0].start):
            start = match.end()
        told = list(content)
        of_what = _OF_WHAT if topic is None or topic[1] > start else _OF_WHICH
        if len(spoken) == 1 and of_what.fullmatch(self.masked, start, spoken[0].start):
            told = [Span(start, spoken[0].end)]
        self.keep(span, cue, told, content, topic)

    def _indirect(self, span: Span, cue: re.Match[str], inside: list[Quotation], low: int) -> bool:
        noun = _BY_NOUN.match(self.masked, cue.start())
        end = self._particle(low, cue.start())
        if noun is not None:
            end = cue.start()
            if self.masked[end - 1 : end] in ("に", "を", "へ"):
                return False
            for particle in ("という", "との", "と"):
                if self.masked.endswith(particle, 0, end):
                    end -= len(particle)
                    break
            if self.masked[end - 1] == "の":
                return False
        if end is None:
            return False
        topic = self._topic(low, end)
        behind = _BEHIND.search(self.masked, end, cue.start())
        if topic is not None and low > span.start and self.masked[topic[0].end] == "が":
            topic = None  # the subject of what is said
        if other := self._other_clause(topic[1] if topic else low, end):
            topic = other
        if behind is not None:
            topic, end = (Span(*behind.span("who")), low), behind.start()
        if topic is not None and noun is not None and not self._is_subject(topic[0]):
            topic = None
        start = topic[1] if topic else low
        while match := _ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        if end - start < 3:
            return False
        quoted = [one.inner for one in inside if start <= one.start < end]
        said = Span(*noun.span("cue")) if noun else Span(*cue.span())
        self.keep(span, said, [Span(start, end)], quoted, topic)
        return True

    def _other_clause(self, start: int, end: int) -> tuple[Span, int] | None:
        """Return who speaks in the last clause of some: …を目指すが、野党は…と主張し."""
        found = None
        for joint in _CONTRAST.finditer(self.masked, start, end):
            who = Span(*joint.span("who"))
            if self.people.may_speak(who.of(self.text)):
                found = who, joint.end()
        return found

    def _is_subject(self, who: Span) -> bool:
        """Return whether words before a view are who has it, and not what it is about."""
        words = who.of(self.text)
        is_topic = self.masked.startswith("は", who.end)
        return self.people.holds(words) or (is_topic and self.people.may_speak(words))

    def _particle(self, low: int, cue: int) -> int | None:
        """Return where the "と" or "よう" of reported speech stands before a cue."""
        stretch = self.masked[max(low, cue - 14) : cue]
        if stretch.endswith(("旨", "旨を")):
            return max(low, cue - 14) + stretch.rindex("旨")
        if wish := _WISH.search(stretch):
            return max(low, cue - 14) + wish.start()
        if thing := _THING.search(stretch):
            return max(low, cue - 14) + thing.start("thing")
        place = max(stretch.rfind(particle) for particle in ("とも", "との", "と"))
        if place < 0 or "を" in stretch[place:]:
            return None
        return max(low, cue - 14) + place

    def _according(self, span: Span, source: re.Match[str], inside: list[Quotation]) -> None:
        start = source.end()
        while self.masked[start : start + 1] in ("、", " "):
            start += 1
        end = span.end
        while end > start and self.masked[end - 1] in "。 ":
            end -= 1
        for tail in ("とのことだ", "とのことです", "ということだ", "という", "とみられる"):
            if self.masked[start:end].endswith(tail):
                end -= len(tail)
                break
        quoted = [one.inner for one in inside if start <= one.start < end]
        who = Span(*source.span("who"))
        author = _AUTHOR.match(who.of(self.text))
        topic = (Span(who.start, who.start + author.end("who")) if author else who, source.end())
        self.keep(span, Span(*source.span("cue")), [Span(start, end)], quoted, topic)
