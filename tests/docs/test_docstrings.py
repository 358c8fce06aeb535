"""Every example in a docstring runs and prints what it says."""

import doctest
import importlib
import pkgutil

import pytest

import pledgecraft

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(pledgecraft.__path__, "pledgecraft.")
    if ".kernel." not in module.name and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    names = {"pc": pledgecraft, "draw": pledgecraft.draw, "read_case": pledgecraft.read_case}
    failures, _ = doctest.testmod(module, extraglobs=names)
    assert failures == 0


def test_example_of_the_package() -> None:
    failures, tried = doctest.testmod(pledgecraft)
    assert (failures, tried) == (0, 4)
