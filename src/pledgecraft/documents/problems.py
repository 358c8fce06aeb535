"""Refusals: what is wrong with a document, and how to go on."""

from pledgecraft.base.errors import CODES, PledgecraftError, Problem


class DocumentError(PledgecraftError):
    """A document cannot be read, fetched or kept."""


def refusal(code: str, fix: str, *, file: str | None = None) -> DocumentError:
    """Return the exception for a code.

    Args:
        code: A key of :data:`pledgecraft.base.errors.CODES`.
        fix: What was found and how to mend it.
        file: The document's name, where it has one.
    """
    return DocumentError(Problem(code, CODES[code], fix, file=file))
