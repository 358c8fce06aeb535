"""Draws kept between runs: the same bits or none at all."""

import os
import subprocess
import sys
import time
from dataclasses import fields

import numpy as np
import pytest

import pledgecraft as pc
from pledgecraft.world import kept
from pledgecraft.world.draws import World

RUN = "from pledgecraft.cli.guard import guarded; raise SystemExit(guarded(['run','tutorial','--no-returns','--json','--paths','300']))"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEDGECRAFT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(kept, "SMALLEST", 0)


@pytest.fixture(scope="module")
def case():
    return pc.read_case("tutorial")


@pytest.fixture(scope="module")
def world(case):
    return pc.draw(case.world, paths=300, seed=7)


def folders():
    return sorted(path.name for path in kept.kept_draws().iterdir())


def arrays(world: World):
    values = {field.name: getattr(world, field.name) for field in fields(World)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def test_what_was_kept_comes_back_to_the_bit(case, world):
    pc.keep(world)
    again = pc.recall(case.world, paths=300, seed=7)
    assert again is not None
    for name, drawn in arrays(world).items():
        back = arrays(again)[name]
        assert back.dtype == drawn.dtype
        np.testing.assert_array_equal(back, drawn)
    sheet = case.terms()
    first, second = pc.simulate(sheet, world), pc.simulate(sheet, again)
    np.testing.assert_array_equal(first.npv("KOR").values, second.npv("KOR").values)


def test_fewer_paths_are_the_first_ones_and_more_are_not_there(case, world):
    pc.keep(world)
    some = pc.recall(case.world, paths=20, seed=7)
    assert some is not None
    assert some.paths == 20
    np.testing.assert_array_equal(some.by_project, world.by_project[:20])
    assert pc.recall(case.world, paths=301, seed=7) is None


def test_another_seed_or_nature_is_another_world(case, world):
    pc.keep(world)
    assert pc.recall(case.world, paths=300, seed=8) is None
    other = case.with_world({"common.credit_correlation": "0.3"}).world
    assert other.nature != case.world.nature
    assert pc.recall(other, paths=300, seed=7) is None
    assert pc.recall(case.with_world({"returns.irr": "12%"}).world, paths=300, seed=7) is not None


def test_other_code_has_other_draws(case, world, monkeypatch):
    pc.keep(world)
    monkeypatch.setattr(kept, "_version", lambda: "another version of the package")
    assert pc.recall(case.world, paths=300, seed=7) is None


def damage_of_an_array(folder):
    file = folder / "by_project.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))


def damage_by_cutting(folder):
    file = folder / "rate.npy"
    file.write_bytes(file.read_bytes()[:-40])


def damage_of_the_sums(folder):
    (folder / kept.SUMS).write_text("{")


def damage_by_loss(folder):
    (folder / "luck.npy").unlink()


def damage_by_lost_sums(folder):
    (folder / kept.SUMS).write_text("{}")


@pytest.mark.parametrize(
    "damage",
    [
        damage_of_an_array,
        damage_by_cutting,
        damage_of_the_sums,
        damage_by_loss,
        damage_by_lost_sums,
    ],
)
def test_what_does_not_come_back_whole_is_drawn_anew(case, world, damage):
    pc.keep(world)
    damage(next(kept.kept_draws().iterdir()))
    assert pc.recall(case.world, paths=300, seed=7) is None
    pc.keep(world)
    assert pc.recall(case.world, paths=300, seed=7) is not None


def test_small_worlds_are_not_kept(case, world, monkeypatch):
    monkeypatch.setattr(kept, "SMALLEST", world.size + 1)
    pc.keep(world)
    assert not kept.kept_draws().exists()


def test_what_was_not_used_for_longest_makes_room(case, world, monkeypatch):
    worlds = {seed: pc.draw(case.world, paths=300, seed=seed) for seed in (1, 2, 3)}
    for age, seed in ((300, 1), (200, 2)):
        before = set(folders()) if kept.kept_draws().exists() else set()
        pc.keep(worlds[seed])
        (new,) = set(folders()) - before
        long_ago = time.time() - age
        os.utime(kept.kept_draws() / new / kept.SUMS, (long_ago, long_ago))
    assert pc.recall(case.world, paths=300, seed=1) is not None  # used now, so 2 is the older one
    monkeypatch.setattr(kept, "ROOM", int(2.5 * world.size))
    pc.keep(worlds[3])
    assert [pc.recall(case.world, paths=300, seed=seed) is not None for seed in (1, 2, 3)] == [
        True, False, True,
    ]  # fmt: skip


def test_nothing_half_written_stays(case, world, monkeypatch):
    def fails(*_args, **_keywords):
        raise OSError("no space left")

    monkeypatch.setattr(np, "save", fails)
    pc.keep(world)
    assert folders() == []


def test_folders_never_finished_are_removed_later(world):
    kept.kept_draws().mkdir(parents=True)
    left, new = kept.kept_draws() / ".left", kept.kept_draws() / ".new"
    left.mkdir()
    new.mkdir()
    os.utime(left, (0, 0))
    pc.keep(world)
    assert ".left" not in folders()
    assert ".new" in folders()


def test_a_place_that_cannot_be_written_costs_nothing(case, world, tmp_path):
    (tmp_path / "draws").write_text("not a folder")
    pc.keep(world)
    assert pc.recall(case.world, paths=300, seed=7) is None


def test_the_second_command_says_the_same(tmp_path):
    # the tutorial's world is too small to be kept as shipped, so the limit is lowered there
    lowered = f"from pledgecraft.world import kept; kept.SMALLEST = 0; {RUN}"
    said = [
        subprocess.run(
            [sys.executable, "-c", lowered], capture_output=True, check=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert len(folders()) == 1
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "damage",
    [b"null", b'["a"]', b"{", b'{"by_project": 1}'],
)
def test_damaged_sums_are_no_reason_to_stop(case, world, damage):
    pc.keep(world)
    (folder,) = kept.kept_draws().iterdir()
    (folder / kept.SUMS).write_bytes(damage)
    assert pc.recall(case.world, paths=300, seed=7) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"'<f8'", b"'<i8'"),
        (b"'<f8'", b"'>f8'"),
        (b"\x93NUMPY", b"PK\x03\x04PY"),
        (b"{'descr'", b"(((((((("),
    ],
)
def test_a_damaged_header_is_no_reason_to_stop(case, world, old, new):
    pc.keep(world)
    (folder,) = kept.kept_draws().iterdir()
    file = folder / "cost_ratio.npy"
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    assert pc.recall(case.world, paths=300, seed=7) is None
