"""The commands. Each parses, calls the public functions, and renders."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="pledgecraft",
    help="Model, price, negotiate and track investment pledges between states.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

CaseName = Annotated[str, typer.Argument(help="A shipped case, or the folder of a case.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what was said until this day, like 2025-10-27.")
]
Side = Annotated[str | None, typer.Option(help="Resolve contested terms to this party's position.")]
ReadingId = Annotated[str | None, typer.Option("--reading", help="A reading of the text.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="Set a term or a parameter: term=value, world.returns.irr=12%."),
]
WorldName = Annotated[
    str | None, typer.Option("--world", help="One of the case's named worlds, like 2026-10.")
]
Paths = Annotated[int | None, typer.Option(min=1, max=1_000_000, help="Possible futures.")]
Seed = Annotated[int, typer.Option(help="Seed of the random streams.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where to write the case.")],
    start: Annotated[str, typer.Option("--from", help="The shipped case to copy.")] = "tutorial",
    as_json: Json = False,
) -> None:
    """Write a new case to start from."""
    from pledgecraft.cli.files import new_case

    new_case(folder, start, as_json=as_json)


@app.command()
def check(case: CaseName, as_json: Json = False) -> None:
    """Check all files of a case and list every problem with its place and remedy."""
    from pledgecraft.cli.files import check_case

    check_case(case, as_json=as_json)


@app.command()
def show(
    case: CaseName,
    as_of: AsOf = None,
    side: Side = None,
    reading: ReadingId = None,
    settings: Settings = None,
    world: WorldName = None,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="Show the world's parameters with their sources.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the terms as of a date: standing, value, each side's last position, source."""
    from pledgecraft.cli.show import show_assumptions, show_terms

    if assumptions:
        show_assumptions(case, settings or [], world, as_json=as_json)
    else:
        show_terms(case, as_of, side, reading, settings or [], as_json=as_json)


@app.command()
def run(
    case: CaseName,
    as_of: AsOf = None,
    side: Side = None,
    reading: ReadingId = None,
    settings: Settings = None,
    world: WorldName = None,
    paths: Paths = None,
    seed: Seed = 7,
    returns: Annotated[
        bool, typer.Option("--returns/--no-returns", help="Run against the projects' return.")
    ] = True,
    brief: Annotated[
        Path | None, typer.Option("--brief", help="Write the brief to this file as well.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Carry the pledge along possible futures and say what each side gets."""
    from pledgecraft.cli.request import Request

    begun = Request(case, as_of, side, reading, settings or (), paths, seed, world).begin()

    from pledgecraft.cli.simulate import run_case

    run_case(begun, returns, brief, as_json=as_json)


@app.command()
def brief(
    case: CaseName,
    to: Annotated[Path | None, typer.Option("--to", help="File to write.")] = None,
    as_of: AsOf = None,
    side: Side = None,
    reading: ReadingId = None,
    settings: Settings = None,
    world: WorldName = None,
    paths: Paths = None,
    seed: Seed = 7,
    as_json: Json = False,
) -> None:
    """Write the brief: one page that opens anywhere and prints on A4 and Letter."""
    from pledgecraft.cli.request import Request

    begun = Request(case, as_of, side, reading, settings or (), paths, seed, world).begin()

    from pledgecraft.cli.simulate import brief_case

    brief_case(begun, to, as_json=as_json)


@app.command()
def compare(
    cases: Annotated[list[str], typer.Argument(help="One case, or several beside each other.")],
    as_of: Annotated[
        list[str] | None, typer.Option("--as-of", help="Days to compare; may be repeated.")
    ] = None,
    sides: Annotated[bool, typer.Option("--sides", help="Compare both sides' wishes.")] = False,
    readings: Annotated[
        bool, typer.Option("--readings", help="Compare the readings of the text.")
    ] = False,
    offers: Annotated[
        list[str] | None,
        typer.Option(
            "--offer", help="An offer to compare: 'name: term=value, world.parameter=value'."
        ),
    ] = None,
    delays: Annotated[
        list[str] | None,
        typer.Option("--delay", help="Compare with signing later, like '6 months'."),
    ] = None,
    worlds: Annotated[
        bool, typer.Option("--worlds", help="Compare the case's named worlds.")
    ] = False,
    settings: Settings = None,
    world: WorldName = None,
    paths: Paths = None,
    seed: Seed = 7,
    as_json: Json = False,
) -> None:
    """Set offers, days, delays, sides, readings, worlds or cases beside each other."""
    from pledgecraft.cli.comparison import Asked, compare_cases
    from pledgecraft.cli.request import Request

    asked = Request(cases[0], settings=settings or (), paths=paths, seed=seed, world=world)
    wanted = Asked(as_of or (), sides, readings, offers or (), delays or (), worlds)
    compare_cases(asked, cases[1:], wanted, as_json=as_json)


@app.command()
def explain(
    case: CaseName,
    outcome: Annotated[
        str,
        typer.Argument(help="Outcome and party, like npv.KOR; or one without, like delay_months."),
    ],
    as_of: AsOf = None,
    side: Side = None,
    reading: ReadingId = None,
    settings: Settings = None,
    world: WorldName = None,
    paths: Paths = None,
    seed: Seed = 7,
    trace: Annotated[
        int | None, typer.Option("--trace", min=0, help="Show the flows of this path.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write the trace as CSV.")] = False,
    as_json: Json = False,
) -> None:
    """Go from a number to its formula, its inputs, their sources, and the flows of one path."""
    from pledgecraft.cli.request import Request

    begun = Request(case, as_of, side, reading, settings or (), paths, seed, world).begin()

    from pledgecraft.cli.simulate import explain_case

    explain_case(begun, outcome, trace, as_csv, as_json=as_json)


@app.command()
def solve(
    case: CaseName,
    vary: Annotated[str, typer.Option(help="A term, or a parameter written world.…")],
    target: Annotated[str, typer.Option(help="Such as npv.KOR=0 or recovered_by_year_20=50%.")],
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Where to look: two quantities.")
    ] = None,
    as_of: AsOf = None,
    side: Side = None,
    reading: ReadingId = None,
    settings: Settings = None,
    world: WorldName = None,
    paths: Paths = None,
    seed: Seed = 7,
    as_json: Json = False,
) -> None:
    """Find the value of a term or an assumption at which an outcome hits a target."""
    from pledgecraft.cli.request import SOLVE_PATHS, Request

    begun = Request(case, as_of, side, reading, settings or (), paths, seed, world).begin(
        usual=SOLVE_PATHS
    )

    from pledgecraft.cli.simulate import solve_case

    solve_case(begun, vary, target, between, as_json=as_json)


@app.command()
def data(
    country: Annotated[str | None, typer.Argument(help="Country, like KOR.")] = None,
    indicator: Annotated[
        str | None, typer.Argument(help="Indicator, like fx_reserves_total.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A table of your own; else the shipped one.")
    ] = None,
    adequacy: Annotated[
        bool, typer.Option("--adequacy", help="The IMF's metric of reserves rebuilt by year.")
    ] = False,
    vintage: Annotated[
        int, typer.Option(help="Year of the metric's weights: 2011 or 2015.")
    ] = 2015,
    fetch: Annotated[
        Path | None, typer.Option("--fetch", help="Fetch public statistics into this file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show macro figures with their sources; rebuild reserve adequacy; fetch figures anew."""
    from pledgecraft.cli.data import adequacy_table, refresh_data, show_data

    if fetch is not None:
        names = [indicator] if indicator else None
        refresh_data((country or "KOR").split(","), names, fetch, as_json=as_json)
    elif adequacy:
        adequacy_table(country or "KOR", path=file, vintage=vintage, as_json=as_json)
    else:
        show_data(country, indicator, file, as_json=as_json)


@app.command()
def extract(
    sources: Annotated[
        list[str], typer.Argument(help="Files, - for standard input, or addresses with --fetch.")
    ],
    into: Annotated[
        Path | None, typer.Option("--into", help="Keep documents and candidates in this folder.")
    ] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Load addresses.")] = False,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Ask a language model too: provider:name. Sends the text."),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Who published it, if the page is silent.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="Its day, like 2025-10-27.")
    ] = None,
    address: Annotated[str | None, typer.Option("--address", help="Where it stands.")] = None,
    as_json: Json = False,
) -> None:
    """Say who says what in documents, about which term, and what several of them say across."""
    from pledgecraft.cli.evidence import extract_documents

    said = {"publisher": publisher, "title": title, "published": published, "address": address}
    extract_documents(sources, into, fetch=fetch, model=model, said=said, as_json=as_json)


@app.command()
def review(
    folder: Annotated[Path, typer.Argument(help="A folder of evidence, made by extract --into.")],
    accept: Annotated[
        list[str] | None, typer.Option("--accept", help="Beginning of a candidate's id.")
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", help="Beginning of a candidate's id.")
    ] = None,
    edit: Annotated[
        list[str] | None, typer.Option("--edit", help="Change fields: 'id: speaker=…, says=…'.")
    ] = None,
    reviewer: Annotated[str | None, typer.Option("--as", help="Who decides.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    as_json: Json = False,
) -> None:
    """Show candidates in their paragraphs, or accept, edit and reject them."""
    from pledgecraft.cli.evidence import Verdicts, review_folder

    wanted = Verdicts(accept or (), reject or (), edit or (), reviewer, reason)
    review_folder(folder, wanted, as_json=as_json)


@app.command(name="sources")
def sources_command(
    folder: Annotated[Path, typer.Argument(help="A folder of evidence.")],
    as_json: Json = False,
) -> None:
    """Show a folder's claims, and check that documents and claims are as they were."""
    from pledgecraft.cli.evidence import show_sources

    show_sources(folder, as_json=as_json)


@app.command()
def propose(
    case: Annotated[Path, typer.Argument(help="A case's folder that holds evidence.")],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", help="For whom a speaker speaks: 'claim=KOR'."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Append to positions.toml and sources.toml.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Propose positions and agreements of a case from its accepted claims."""
    from pledgecraft.cli.evidence import propose_positions

    propose_positions(case, by or (), write=write, as_json=as_json)


@app.command()
def score(
    folder: Annotated[Path, typer.Argument(help="Documents with statements marked by hand.")],
    as_json: Json = False,
) -> None:
    """Score the rules that find statements on documents marked by hand."""
    from pledgecraft.cli.evidence import score_gold

    score_gold(folder, as_json=as_json)


@app.command()
def schema(
    name: Annotated[
        str,
        typer.Argument(
            help="A file: deal, positions, world, sources. Or an output: run, compare, explain, "
            "solve, show, assumptions, check, new, brief, doctor, data, data-country, "
            "data-indicator, data-adequacy, data-fetch, extract, review, sources-folder, propose, "
            "score, errors."
        ),
    ],
) -> None:
    """Write the JSON Schema of a case file, or of what a command prints with --json."""
    from pledgecraft.cli.files import write_schema

    write_schema(name)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what this installation has, and check that it computes."""
    from pledgecraft.cli.doctor import examine

    examine(as_json=as_json)


@app.callback(invoke_without_command=True)
def version(
    show_version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Model, price, negotiate and track investment pledges between states."""
    if show_version:
        from pledgecraft import __version__

        typer.echo(f"pledgecraft {__version__}")
        raise typer.Exit
