"""Reports: charts, tables, the brief."""
