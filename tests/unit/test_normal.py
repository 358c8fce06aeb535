"""Special functions of the package against SciPy's: normal, beta, gamma, Lambert's W, binomial."""

import math

import numpy as np
import pytest
from scipy import special

from pledgecraft.economy import normal
from pledgecraft.economy.overruns import beta_spent
from pledgecraft.economy.portfolio import FACTOR_POINTS, FACTOR_REACH, default_counts
from pledgecraft.economy.workforce import approval_probability, exponential_return_delay
from pledgecraft.engine.profile import CURVE_STEPS, s_curve

SHAPES = (0.05, 0.5, 1.0, 2.0, 2.5, 3.0, 50.0)
FUNCTIONS = (normal.cdf, normal.log_cdf, normal.quantile)


def bounds(reach: float) -> np.ndarray:
    """Return a grid and random points within a reach of 0."""
    chance = np.random.default_rng(5).uniform(-reach, reach, 20_000)
    return np.concatenate([np.linspace(-reach, reach, 74_001), chance])


def test_probability_is_that_of_scipy() -> None:
    """SciPy loses three digits far out in the lower tail, so there its logarithm is the oracle."""
    near = bounds(5.0)
    assert normal.cdf(near) == pytest.approx(special.ndtr(near), rel=1e-14, abs=1e-15)
    far = bounds(37.0)
    assert normal.cdf(far) == pytest.approx(special.ndtr(far), rel=5e-13, abs=0)
    scaled = special.erfcx(far[far < 0] / -math.sqrt(2)) / 2
    assert normal._scaled_tail(-far[far < -1]) == pytest.approx(
        scaled[far[far < 0] < -1], rel=2e-15, abs=0
    )


@pytest.mark.parametrize(
    ("bound", "probability"),
    [
        (-37, 5.7255712225245768e-300),
        (-25.25, 5.6628146283236747e-141),
        (-12.125, 3.8930100807404208e-34),
        (-5.6875, 6.44563015906951e-9),
        (-3.3125, 0.0004623306301886043),
    ],
)
def test_probability_in_the_tail(bound: float, probability: float) -> None:
    """The numbers were computed with 30 digits."""
    assert float(normal.cdf(np.array(bound))) == pytest.approx(probability, rel=2e-15, abs=0)


def test_logarithm_is_that_of_scipy() -> None:
    low = np.concatenate([bounds(37.0), -np.geomspace(37, 1e150, 10_000)])
    low = low[low < 3]
    assert normal.log_cdf(low) == pytest.approx(special.log_ndtr(low), rel=1e-14, abs=0)
    high = np.linspace(3, 37, 10_000)
    assert normal.log_cdf(high) == pytest.approx(special.log_ndtr(high), rel=5e-13, abs=0)


def test_quantile_is_that_of_scipy() -> None:
    spread = np.random.default_rng(6).uniform(size=20_000)
    small = np.concatenate([np.geomspace(1e-300, 0.5, 50_000), 10 ** (-300 * spread)])
    ranks = np.concatenate([small, spread, 1 - 10 ** (-16 * spread), [1 - 2**-53, 5e-324]])
    ranks = ranks[ranks < 1]
    assert normal.quantile(ranks) == pytest.approx(special.ndtri(ranks), rel=1e-14, abs=1e-16)


def test_quantile_inverts_the_probability() -> None:
    places = np.linspace(-37, 5, 10_000)
    assert normal.quantile(normal.cdf(places)) == pytest.approx(places, rel=1e-9)
    assert normal.quantile(normal.cdf(places[places < 0])) == pytest.approx(
        places[places < 0], rel=1e-14
    )


def test_edges() -> None:
    ends = np.array([-np.inf, -1e308, -0.0, 0.0, 1e308, np.inf])
    assert normal.cdf(ends).tolist() == [0, 0, 0.5, 0.5, 1, 1]
    half = math.log(0.5)
    assert normal.log_cdf(ends).tolist() == [-math.inf, -math.inf, half, half, 0, 0]
    found = normal.quantile(np.array([0.0, 0.5, 1.0]))
    assert found.tolist() == [-math.inf, 0, math.inf]
    assert np.isnan(normal.quantile(np.array([-0.1, 1.1, np.nan, np.inf]))).all()
    assert np.isnan([function(np.array(np.nan)) for function in FUNCTIONS]).all()


def test_thresholds_join() -> None:
    """Neighbouring floats on either side of a threshold have neighbouring values."""
    sides = np.array([-normal.FAR, -normal.NEAR, normal.NEAR, normal.FAR])
    next_ones = np.nextafter(sides, 40)
    for function in (normal.cdf, normal.log_cdf):
        assert function(sides) == pytest.approx(function(next_ones), rel=1e-14, abs=0)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3, 4), (5, 0)])
def test_shapes_are_kept(function: normal.Floats, shape: tuple[int, ...]) -> None:
    given = np.random.default_rng(7).uniform(size=shape)
    found = function(given)
    assert (found.shape, found.dtype) == (shape, np.float64)
    flat = [float(function(np.array(value))) for value in given.ravel()]
    assert found.ravel().tolist() == flat


def test_single_precision_and_strides() -> None:
    given = np.linspace(0.01, 0.99, 60, dtype=np.float32).reshape(6, 10).T[::2]
    for function in FUNCTIONS:
        assert np.array_equal(function(given), function(given.astype(np.float64).copy()))


def test_owens_function_is_that_of_scipy() -> None:
    stream = np.random.default_rng(8)
    bound, slope = 6 * stream.normal(size=20_000), 2 * stream.standard_cauchy(20_000)
    slope[:4] = 0, 1, -1, 1e13
    found = normal._owens_t(bound, slope)
    assert found == pytest.approx(special.owens_t(bound, slope), rel=0, abs=1e-15)


def test_joint_probability_broadcasts_and_has_its_limits() -> None:
    first, second = np.linspace(-4, 4, 9)[:, None], np.linspace(-4, 4, 7)
    apart = normal.joint_cdf(first, second, np.array(0.0))
    assert apart == pytest.approx(normal.cdf(first) * normal.cdf(second), abs=1e-15)
    along = normal.joint_cdf(first, second, np.array(1 - 1e-15))
    assert along == pytest.approx(normal.cdf(np.minimum(first, second)), abs=1e-7)
    assert normal.joint_cdf(np.empty(0), np.empty(0), np.array(0.5)).shape == (0,)


@pytest.mark.parametrize("first", SHAPES)
@pytest.mark.parametrize("second", SHAPES)
@pytest.mark.parametrize("steps", [1, 7, 100, 512, 600])
def test_beta_curve_is_that_of_scipy(first: float, second: float, steps: int) -> None:
    expected = special.betainc(first, second, np.linspace(0, 1, steps + 1))
    assert beta_spent(first, second, steps) == pytest.approx(expected, rel=0, abs=1e-13)


def test_curve_of_spending_is_the_beta_curve() -> None:
    assert np.array_equal(s_curve(2.0, 2.5), beta_spent(2.0, 2.5, CURVE_STEPS))
    assert s_curve(1.0, 1.0) == pytest.approx(np.linspace(0, 1, CURVE_STEPS + 1), abs=1e-14)


def test_beta_curve_refuses_what_is_no_shape() -> None:
    with pytest.raises(ValueError, match="second must be above 0"):
        beta_spent(2, 0, 10)
    with pytest.raises(ValueError, match="steps must be above 0"):
        beta_spent(2, 2, 0)


def test_approvals_have_the_incomplete_gamma_function() -> None:
    stream = np.random.default_rng(9)
    count = 10 ** stream.uniform(-2, 4, 3_000)
    time = count * np.exp(stream.normal(size=3_000) * np.minimum(2, 3 / np.sqrt(count)))
    found = approval_probability(count, 1, time)
    assert found == pytest.approx(special.gammainc(count, time), rel=1e-11, abs=1e-14)


def test_approvals_at_the_edges() -> None:
    assert approval_probability([1, 2.5, 300], 60, 0).tolist() == [0, 0, 0]
    assert approval_probability([1, 2.5, 300], 60, np.inf).tolist() == [1, 1, 1]
    assert approval_probability(np.empty(0), 1, 1).shape == (0,)
    assert approval_probability(np.ones((2, 1)), 1, np.ones(3)).shape == (2, 3)
    assert approval_probability(5, 60, 1e-9) == pytest.approx(special.gammainc(5, 6e-8), rel=1e-13)


def test_exponential_return_has_lambert_w() -> None:
    left = np.geomspace(1e-2, 500, 2_000)
    expected = 1 + special.lambertw(-np.exp(-1 - left)).real
    assert exponential_return_delay(0, 1, left) == pytest.approx(expected, abs=1e-14)
    assert float(exponential_return_delay(1, 2, np.inf)) == 3
    assert float(exponential_return_delay(0, 1, 1e-12)) == pytest.approx(math.sqrt(2e-12), rel=1e-5)


def test_default_counts_have_the_binomial_coefficients() -> None:
    factor = np.linspace(-FACTOR_REACH, FACTOR_REACH, FACTOR_POINTS)
    weight = np.exp(-(factor**2) / 2)
    rank = (special.ndtri(0.03) - math.sqrt(0.2) * factor) / math.sqrt(0.8)
    count = np.arange(41)[:, None]
    terms = special.ndtr(rank) ** count * special.ndtr(-rank) ** (40 - count)
    expected = special.comb(40, count[:, 0]) * (terms * weight).sum(axis=-1) / weight.sum()
    assert default_counts(0.03, 0.2, 40) == pytest.approx(expected, rel=1e-12)
    assert default_counts(0.03, 0.2, 3_000).sum() == pytest.approx(1, abs=1e-11)
