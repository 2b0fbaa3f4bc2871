"""Fonts whose tables speak of letters that no text shows, in words."""

from pikepdf import Array, Dictionary, Name

from tests.samples_pdf import mark, plain, saved

BEHIND = mark("CODE")[:8]  # as much as one code may mean


def meanings(*rows, size=2):
    """Return a map to Unicode of rows as they stand between begin and end."""
    codes = f"1 begincodespacerange <{'0' * size}> <{'f' * size}> endcodespacerange\n"
    return (codes + "\n".join(rows) + "\nendcmap").encode()


def in_hex(text):
    return text.encode("utf-16-be").hex()


def spelt(text):
    """Return numbers of which each spells a letter."""
    return [*text.encode()]


def simple(pdf):
    """Return a font of single bytes, of which A to C and the blank are shown."""
    table = meanings(
        f"2 beginbfchar <43> <0043> <44> <{in_hex(BEHIND)}> endbfchar",
        f"3 beginbfrange <41> <42> <0041> <20> <21> <0020> <50> <52> [<{in_hex(BEHIND)}> <0051>"
        f" <{in_hex(BEHIND)}>] endbfrange",
    )
    widths = [600] * 36 + spelt(mark("WIDTHS"))
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=32,
        LastChar=31 + len(widths), Widths=Array(widths), ToUnicode=pdf.make_stream(table),
        Encoding=Dictionary(Differences=Array([66, Name.B, 90, Name("/CANARYGLYPH17")])),
    ))  # fmt: skip


def wide(pdf, encoding=Name("/Identity-H")):  # noqa: B008
    """Return a font of two bytes, of which 0x24 to 0x26 are shown."""
    head = Dictionary(Type=Name.FontDescriptor, FontName=Name.Arial, Flags=4, StemV=80)
    numbers = Array(spelt(mark("WIDE")))
    lower = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Arial, FontDescriptor=head,
        W=Array([0x20, 0x24, 500, 0x25, Array([600, 700]), 0x300, numbers]),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=pdf.make_stream(bytes(100) + mark("GLYPHS").encode()),
    )  # fmt: skip
    table = meanings(
        "1 beginbfrange <0020> <0060> <003d> endbfrange",
        f"2 beginbfchar <5152> <{in_hex(BEHIND)}> <0027> <{in_hex(BEHIND)}> endbfchar", size=4,
    )  # fmt: skip
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Arial, Encoding=encoding,
        DescendantFonts=Array([lower]), ToUnicode=pdf.make_stream(table),
    ))  # fmt: skip


def on_a_page():
    pdf = plain()
    pdf.pages[0].obj.Resources.Font.F2, pdf.pages[0].obj.Resources.Font.F3 = simple(pdf), wide(pdf)
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F2 18 Tf 30 300 Td (AB C) Tj /F3 18 Tf 0 -40 Td [<0024> -90 <00250026>] TJ ET"
    )
    return saved(pdf)


def around_a_form():
    """Return a form that shows text in fonts that the page chose."""
    pdf = plain()
    resources = pdf.pages[0].obj.Resources
    resources.Font.F2, resources.Font.F3 = simple(pdf), wide(pdf)
    resources.XObject = Dictionary({
        name: pdf.make_stream(
            b"BT %b Tj ET" % text, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 400]
        )
        for name, text in (("/X", b"30 300 Td (AB C)"), ("/Y", b"30 260 Td <002400250026>"))
    })  # fmt: skip
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/F2 18 Tf /X Do /F3 18 Tf /Y Do")
    return saved(pdf)


def of_another_encoding():
    """Return text in a font of which only the encoding knows where a code ends."""
    pdf = plain()
    pdf.pages[0].obj.Resources.Font.F2 = wide(pdf, Name("/90ms-RKSJ-H"))
    pdf.pages[0].obj.Resources.Font.F3 = simple(pdf)
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F3 18 Tf 30 300 Td (AB C) Tj /F2 18 Tf 0 -40 Td (%&) Tj ET"
    )
    return saved(pdf)


def ranges_of_everything(rows=60_000):
    """Return a map whose rows all mean the same thousand letters, and more."""
    pdf = plain()
    face = wide(pdf)
    row = "<0000> <ffff> <0041>"
    table = meanings(f"{rows} beginbfrange", "\n".join([row] * rows), "endbfrange", size=4)
    face.ToUnicode = pdf.make_stream(table)
    pdf.pages[0].obj.Resources.Font.F2 = face
    text = b"".join(code.to_bytes(2, "big") for code in range(1000)).hex().encode()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F2 18 Tf 30 300 Td <%b> Tj ET" % text)
    return saved(pdf)


LEAN = (on_a_page, around_a_form)
ALL = (*LEAN, of_another_encoding)
