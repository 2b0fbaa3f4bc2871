"""What stands behind slides stays where a slide shows it, and goes where all leave it out."""

import io

import pytest

from tests.samples_office import packed
from tests.samples_slides import dirty_pptx, shape
from tests.tips.scrub.test_office import members
from tips.scrub import ooxml

FIRST, SECOND = "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
LAYOUT, MASTER = "ppt/slideLayouts/slideLayout1.xml", "ppt/slideMasters/slideMaster1.xml"
ALONE = b' showMasterSp="0"'
BACK = b'<p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></p:bgPr></p:bg>'


def behind(*alone, second=False):
    """Return the clean layout and master of a show, of which some parts leave out what is behind.

    The `second` slide is hidden, if it is not shown.
    """
    parts = members(dirty_pptx().data)
    own = shape(str, "Del fondo", 5).encode()
    parts[LAYOUT] = parts[LAYOUT].replace(b"</p:spTree>", own + b"</p:spTree>")
    for part, colour in ((LAYOUT, b"112233"), (MASTER, b"445566")):
        head, _tag, rest = parts[part].partition(b"<p:cSld")
        parts[part] = head + BACK % colour + rest.partition(b">")[2]
    for part in alone:
        parts[part] = parts[part].replace(b' xmlns:a="', ALONE + b' xmlns:a="', 1)
    if second:
        parts[SECOND] = parts[SECOND].replace(b' show="0"', b"")
    ooxml.scrub(io.BytesIO(packed(parts)), out := io.BytesIO())
    made = members(out.getvalue())
    assert b'val="112233"' in made[LAYOUT]
    assert b'val="445566"' in made[MASTER]
    return b"Del fondo" in made[LAYOUT], b"Pie comun" in made[MASTER]


@pytest.mark.parametrize(
    ("alone", "second", "shown"),
    [
        ([], False, (True, True)),
        ([FIRST], False, (False, False)),
        ([LAYOUT], False, (True, False)),
        ([FIRST, SECOND], True, (False, False)),
        ([FIRST], True, (True, True)),
        ([FIRST, LAYOUT], True, (True, False)),
    ],
)
def test_shapes_behind_slides_stay_where_a_slide_shows_them(alone, second, shown):
    assert behind(*alone, second=second) == shown
