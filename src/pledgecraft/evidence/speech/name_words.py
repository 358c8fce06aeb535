"""Words that tell names in English: offices, bodies, places, first names."""

from pledgecraft.evidence.speech.words import (
    DAYS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    some,
)

HONORIFICS = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "sir": "m",
    "dame": "f",
    "dr": "",
    "prof": "",
    "sen": "",
    "rep": "",
    "h.e": "",
    "amb": "",
    "gov": "",
    "gen": "",
    "lord": "m",
    "lady": "f",
}
ROLES = some(
    "president minister chancellor senator secretary governor mayor premier chairman chairwoman "
    "chair chairperson chief leader ceo cfo executive director ambassador envoy negotiator "
    "spokesman spokeswoman spokesperson economist analyst professor columnist lawyer lawmaker "
    "adviser advisor commissioner general admiral representative congressman congresswoman judge "
    "justice king queen prince princess commander manager founder owner partner head strategist "
    "researcher treasurer deputy vice speaker delegate official officer historian correspondent "
    "reporter host author farmer engineer scientist president-elect fellow trader banker pope "
    "broker investor vice-president undersecretary potus principal captain boss lecturer critic "
    "councilwoman councilman assemblywoman assemblyman supervisor alderman comptroller "
    "writer editor minister-president rival predecessor successor colleague counterpart"
)
BODY_HEADS = some(
    "ministry department bank company group agency commission university party union court council "
    "embassy government office committee parliament assembly association institute authority "
    "cabinet treasury firm carmaker automaker delegation fund senate house congress board "
    "newspaper "
    "outlet paper magazine broadcaster federation foundation regulator watchdog chamber bureau "
    "centre center organization organisation army navy police utility airline shipbuilder maker "
    "startup consortium administration presidency secretariat ombudsman carrier lender insurer "
    "think-tank institution college brokerage bloc alliance campaign club forum observatory embassy"
)
COMPANY = some(
    "inc corp ltd co ag plc llc motors holdings industries electric energy solution steel "
    "partners capital securities technologies systems group airlines semiconductor chemical "
    "marine yards shipbuilding shipyard shipyards shipping logistics tool tools foods pharma "
    "pharmaceuticals robotics electronics automotive aerospace mobility battery energies "
    "insurance airways railways petroleum oil mining materials machinery instruments works"
)
PLACES = some(
    "south north east west united states kingdom new york white house street city river island "
    "islands sea ocean peninsula korea japan china america europe air force day square avenue road "
    "bay port republic union asia pacific africa park airport station canal valley coast "
    "summit agreement act treaty partnership plan week games cup war pact accord deal memorandum "
    "standards policy"
)
THINGS = some(
    "house tower towers hotel plaza arena stadium speech rally university college museum street "
    "avenue city county doral resort casino cemetery post times tribune herald journal review news"
)
"""Last words of names that are never shortened to their first: Trump Tower, Washington Post."""
STOP = frozenset(
    [*DETERMINERS, *PREPOSITIONS, *PRONOUNS, *(day.lower() for day in DAYS)]
    + [month.lower() for month in MONTHS if month not in ("May", "April", "June", "August")]
    + sorted(
        some(
            "when while as if but and or yet so because although though after before since "
            "not what why "
            "how who where here there then now meanwhile however still also asked his her "
            "one both even "
            "perhaps maybe just only later today yesterday tomorrow no yes speaking under "
            "according "
            "suppose imagine consider would is are was were do does did can could should will may "
            "critics officials analysts economists sources unlike despite once until whether "
            "opposition "
            "last next that good thank welcome shares talks reporters asking my our have has "
            "had let's"
        )
    )
)
FEMALE = some(
    "anna maria mary elizabeth jane emma laura sarah susan karen julia clara elena helena "
    "ines mara "
    "lena ruth ella jana sophie sofia alice claire christine janet margaret nancy linda ursula "
    "angela giorgia hillary kamala diana eva irene rosa nora olivia amy kate katherine rachel "
    "rebecca hannah grace lucy martha monica patricia barbara sanae yuko michelle theresa liz "
    "kristalina gita adaeze amara fatima aisha leila ingrid astrid freya sigrid miriam"
)
MALE = some(
    "john james robert michael william david richard joseph thomas charles daniel matthew "
    "mark paul "
    "steven andrew george peter henry emil tomas hugo oskar piet joris donald joe howard "
    "scott jack "
    "martin simon stefan karl hans erik lars anders pedro carlos juan luis jose antonio marco "
    "giovanni luca pierre jean jacques michel ahmed mohammed ali omar ivan vladimir viktor dmitri "
    "felix oliver samuel benjamin adam philip edward frank kevin brian gary eric stephen tim"
)
PARTIES = some("republican democrat democratic gop independent")
OFFICES = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "amb": "ambassador",
    "prof": "professor",
}
