"""Lists of words."""


def words(written: str) -> tuple[str, ...]:
    """Return the words of a list written with spaces.

    Example:
        >>> words("one two")
        ('one', 'two')
    """
    return tuple(written.split())
