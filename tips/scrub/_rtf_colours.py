"""The table of colours of an RTF file, which words name by their place in it."""

MOST = 500

_SHADES = ("red", "green", "blue")


class Colours:
    """The colours, filled while their table is read."""

    def __init__(self) -> None:
        self._colours: list[dict[str, int]] = [{}]

    def word(self, word: str, number: int | None) -> None:
        """Take a word of the table."""
        self._colours[-1][word] = max(0, min(number or 0, 255))

    def end(self, count: int) -> None:
        """Take the ends of so many colours."""
        self._colours += [{} for _ in range(min(count, MOST - len(self._colours)))]

    def written(self) -> str:
        """Return the table anew, or nothing."""
        colours = "".join(
            "".join(f"\\{shade}{colour[shade]}" for shade in _SHADES if shade in colour) + ";"
            for colour in self._colours[:-1]
        )
        return f"{{\\colortbl {colours}}}" if colours else ""
