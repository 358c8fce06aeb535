"""The command line: a thin shell over the public functions."""

import gc
import os
import sys


def main() -> None:
    """Run the command line and end with its exit code.

    0 done, 1 a problem in the files, 2 usage, 3 ours, 130 interrupted.
    """
    from pledgecraft.cli.guard import INTERRUPTED, guarded

    gc.disable()  # a command lives for seconds and makes few cycles; looking for them costs a tenth
    code = guarded(sys.argv[1:])
    if code == INTERRUPTED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # threads that still draw would be waited for
    gc.freeze()  # the interpreter's last search for cycles looks at nothing that goes anyway
    sys.exit(code)
