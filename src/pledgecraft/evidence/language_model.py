"""Ask a language model through pydantic-ai; the optional library is loaded when it is asked.

Only the text of the document is sent, to the provider that the caller names. What comes back is a
proposal like any other: it passes the verifier of :mod:`pledgecraft.evidence.extractors`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pledgecraft.base.errors import CODES, Problem, UsageError
from pledgecraft.evidence.extractors import ModelExtractor

if TYPE_CHECKING:
    from pydantic_ai.models import Model

PATIENCE = 300.0
"""Seconds for one answer."""


def model_extractor(model: "str | Model") -> ModelExtractor:
    """Return a language model as an extractor.

    Args:
        model: A provider and a model as pydantic-ai names them (``anthropic:…``, ``openai:…``), or
            a model object of that library. The provider's key is read from its own environment
            variable.

    Raises:
        UsageError: K971, the library is not installed; K970, the model is not known or cannot be
            asked.
    """
    agent = _agent(model)
    name = model if isinstance(model, str) else model.model_name
    return ModelExtractor(_asking(agent), name="model", version=name)


def _agent(model: "str | Model") -> Any:
    try:
        from pydantic_ai import Agent, exceptions
    except ImportError:
        fix = "Install it with `pip install pledgecraft[model]`; the rules need no model."
        raise UsageError(Problem("K971", CODES["K971"], fix)) from None
    try:
        return Agent(model, output_type=str)
    except (exceptions.UserError, ImportError) as error:
        raise UsageError(_no_answer(error)) from None


def _asking(agent: Any) -> Callable[[str], str]:
    from pydantic_ai import exceptions

    def ask(prompt: str) -> str:
        try:
            return str(agent.run_sync(prompt, timeout=PATIENCE).output)
        except (exceptions.AgentRunError, exceptions.UserError, OSError, TimeoutError) as error:
            raise UsageError(_no_answer(error)) from None

    return ask


def _no_answer(error: Exception) -> Problem:
    said = " ".join(str(error).split())[:300]
    fix = f"{said} Check the model's name, its key and the connection, or use the rules alone."
    return Problem("K970", CODES["K970"], fix)
