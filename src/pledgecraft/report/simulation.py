"""Results as a notebook shows them: tables, HTML and charts."""

from typing import TYPE_CHECKING, Any

from pledgecraft.base.version import package_version
from pledgecraft.outcomes.result import Result
from pledgecraft.outcomes.summary import Summary
from pledgecraft.report.tables import summary_html, summary_text

if TYPE_CHECKING:
    import altair as alt


class Simulation(Result):
    """A result that can show itself."""

    def summary(self) -> "SimulationSummary":
        """Return what each party gets, with its uncertainty."""
        return SimulationSummary(self, package_version())

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``run --json``."""
        return self.summary().to_dict()

    def to_frame(self) -> Any:
        """Return one row a party and outcome, as a pandas frame."""
        return self.summary().to_frame()

    def chart_flows(self) -> "alt.LayerChart":
        """Return the fan of yearly calls and distributions."""
        from pledgecraft.report.charts import chart_flows

        return chart_flows(self)

    def chart_npv(self) -> "alt.LayerChart":
        """Return the distributions of both parties' NPV."""
        from pledgecraft.report.charts import chart_npv

        return chart_npv(self)

    def chart_waterfall(self) -> "alt.LayerChart":
        """Return where the projects' cash goes, tier by tier."""
        from pledgecraft.report.charts import chart_waterfall

        return chart_waterfall(self)

    def chart_balance(self) -> "alt.LayerChart":
        """Return the fan of what the pledgor has not got back."""
        from pledgecraft.report.charts import chart_balance

        return chart_balance(self)

    def chart_reserves(self) -> "alt.LayerChart":
        """Return reserves with and without the deal; needs a world with a currency."""
        from pledgecraft.report.charts import chart_reserves

        return chart_reserves(self)

    def chart_rate(self) -> "alt.LayerChart":
        """Return the fan of the exchange rate; needs a world with a currency."""
        from pledgecraft.report.charts import chart_rate

        return chart_rate(self)

    def chart_channels(self) -> "alt.LayerChart":
        """Return both parties' value against no deal by channel; needs a world with tariffs."""
        from pledgecraft.report.economy_charts import chart_channels

        return chart_channels(self.summary().economy)

    def chart_tariffs(self) -> "alt.LayerChart":
        """Return exporters' losses by line with the deal and without; needs tariffs."""
        from pledgecraft.report.economy_charts import chart_tariffs

        return chart_tariffs(self.summary().economy)

    def chart_delays(self) -> "alt.LayerChart":
        """Return months lost for missing specialists; needs a world with a workforce."""
        from pledgecraft.report.economy_charts import chart_delays

        return chart_delays(self.summary().economy)

    def chart_debt(self) -> "alt.LayerChart":
        """Return public debt with the deal and without; needs a world with public finance."""
        from pledgecraft.report.economy_charts import chart_debt

        return chart_debt(self.summary().economy)

    def __repr__(self) -> str:
        return repr(self.summary())

    def _repr_html_(self) -> str:
        return summary_html(self.summary())


class SimulationSummary(Summary):
    """A summary that can show itself."""

    def __repr__(self) -> str:
        return summary_text(self)

    def _repr_html_(self) -> str:
        return summary_html(self)
