"""The ground floor: errors, quantities, dates, TOML positions and the glossary."""
