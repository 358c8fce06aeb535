"""From exceptions to messages and exit codes; nobody sees a traceback."""

import json
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.exceptions import Abort, Exit, TyperException

from pledgecraft.base.errors import CODES, PledgecraftError, Problem

INTERRUPTED = 130


def guarded(arguments: Sequence[str]) -> int:
    """Run the command line on some arguments and return its exit code."""
    from pledgecraft.cli.app import app

    as_json = "--json" in arguments
    try:
        command = typer.main.get_command(app)
        code = command.main(list(arguments), prog_name="pledgecraft", standalone_mode=False)
        sys.stdout.flush()
    except PledgecraftError as error:
        return _say(error.problems, error.exit_code, as_json=as_json)
    except Exit as error:
        code = error.exit_code
    except TyperException as error:
        return _usage(error, as_json=as_json)
    except (KeyboardInterrupt, Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last door before the user
        return _ours(error, as_json=as_json)
    if code == INTERRUPTED:
        print("Interrupted; nothing was written.", file=sys.stderr)  # noqa: T201
    return code if isinstance(code, int) else 0


def _usage(error: TyperException, *, as_json: bool) -> int:
    fix = "See `pledgecraft --help`, or `pledgecraft COMMAND --help`."
    message = getattr(error, "format_message", error.__str__)()
    return _say([Problem("U701", str(message), fix)], 2, as_json=as_json)


def _ours(error: Exception, *, as_json: bool) -> int:
    if os.environ.get("PLEDGECRAFT_DEBUG"):
        traceback.print_exc()
    fix = (
        f"{type(error).__name__}: {error}. This is ours: please report it with the case and the "
        "output of `pledgecraft doctor`."
    )
    return _say([Problem("X901", CODES["X901"], fix)], 3, as_json=as_json)


def _say(problems: Sequence[Problem], code: int, *, as_json: bool) -> int:
    if as_json:
        shape = {"format": 1, "problems": [problem.to_dict() for problem in problems]}
        print(json.dumps(shape, indent=2))  # noqa: T201
    else:
        print("\n\n".join(str(problem) for problem in problems), file=sys.stderr)  # noqa: T201
    return code
