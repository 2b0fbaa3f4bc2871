"""Names of fields in media files sorted into kinds, so that a report can say what was there."""

import re

from tips.scrub._report import Kind

# The first that fits wins.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.THUMBNAIL, re.compile(r"covr|cover|picture|thmb|thumb|snal|tnal|\bapic|\bpic$", re.I)),
    (Kind.PLACE, re.compile(r"xyz|loci|location|gps|iso6709|place|city|country", re.I)),
    (Kind.SOFTWARE, re.compile(
        r"©too|©swr|©enc|encod|software|isft|\btsse|\btenc|writingapp|muxingapp|handler|tool|"
        r"version|lavf|vendor", re.I)),
    (Kind.DEVICE, re.compile(
        r"©mak|©mod|make|model|device|camera|lens|serial|cami|modl|smrd|gpmf|firm|imak|manu|"
        r"samsung|android|gopro|author\.?device|\bmvtg|content\.identifier", re.I)),
    (Kind.DATES, re.compile(r"©day|date|time|year|icrd|\btdr|\btyer|\btdat|idit|created", re.I)),
    (Kind.AUTHOR, re.compile(
        r"©art|aart|auth|artist|©wrt|perf|owner|apid|iart|ieng|\btpe|\btcom|\bpriv|\bufid|"
        r"copyright|cprt|©cpy|creator|originator|performer|composer|user", re.I)),
    (Kind.COMMENT, re.compile(
        r"©nam|©cmt|©alb|©des|titl|desc|comm|dscp|name|icmt|inam|isbj|\btit|\btalb|\btxxx|lyric|"
        r"albm|note|keyword|subject|©grp|gnre|©gen", re.I)),
)  # fmt: skip


def kind(name: str) -> Kind:
    """Return what a field of this name most likely holds; OTHER when nothing says."""
    return next((kind for kind, words in _KINDS if words.search(name)), Kind.OTHER)
