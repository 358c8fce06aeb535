from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgecraft.documents.process import Reader

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one
