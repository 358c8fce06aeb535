"""Cases: folders of plain text, shipped with the package or written by a person."""
