"""Type 3 fonts with letters that no text shows, words and pictures in them."""

from pikepdf import Array, Dictionary, Name

from tests.samples_pdf import mark, plain, saved

SHAPES = {
    "A": b"0 0 500 700 re f", "B": b"0 0 m 500 0 l 250 700 l f", "C": b"0 0 500 300 re f",
    "D": b"250 0 m 500 700 l 0 700 l f",
}  # fmt: skip


def letters(pdf, shown="AB", letters="ABCD", **more):
    """Return a font of drawn letters; those that are not among the shown have marks in them."""
    procs = {}
    for letter in letters:
        words = b"" if letter in shown else f" BT /W 9 Tf ({mark(letter + 'GLYPH')}) Tj ET".encode()
        procs[f"/{mark(letter + 'NAME')}"] = pdf.make_stream(
            b"600 0 d0 " + SHAPES[letter] + words + b" /Pic Do" * (letter not in shown)
        )
    picture = pdf.make_stream(
        mark("PICTURE").encode(), Subtype=Name.Image, Width=1, Height=len(mark("PICTURE")),
        BitsPerComponent=8, ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    resources = Dictionary(
        Font=Dictionary(W=pdf.pages[0].obj.Resources.Font.F1), XObject=Dictionary(Pic=picture)
    )
    return pdf.make_indirect(Dictionary({
        "/Type": Name.Font, "/Subtype": Name.Type3, "/FontBBox": Array([0, 0, 600, 700]),
        "/FirstChar": 65, "/LastChar": 68, "/FontMatrix": Array([0.001, 0, 0, 0.001, 0, 0]),
        "/Widths": Array([600] * 4), "/CharProcs": Dictionary(procs), "/Resources": resources,
        "/Encoding": Dictionary(Differences=Array([65, *map(Name, procs)])), **more,
    }))  # fmt: skip


def on_a_page():
    pdf = plain()
    pdf.pages[0].obj.Resources.Font.F3 = letters(pdf)
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F1 12 Tf 20 20 Td (ABCD) Tj /F3 40 Tf 0 60 Td (A) Tj [(B) -20 <41>] TJ ET "
        b"BT /F3 40 Tf 3 Tr q /F1 12 Tf 0 Tr (C) Tj Q 20 200 Td (A) ' ET"
    )
    return saved(pdf)


def in_a_hidden_layer():
    """Return a page on which one more letter is shown, but on a layer that is off."""
    pdf = plain()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=mark("LAYER")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    resources = pdf.pages[0].obj.Resources
    resources.Font.F3, resources.Properties = letters(pdf), Dictionary(L=layer)
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F3 40 Tf 20 60 Td (AB) Tj ET /OC /L BDC BT /F3 40 Tf 20 160 Td (C) Tj ET EMC"
    )
    return saved(pdf)


def chosen_around_a_form():
    """Return a form that shows letters of a font that the page chose."""
    pdf = plain()
    form = pdf.make_stream(
        b"BT 1 0 0 1 10 10 Tm (B) Tj ET", Subtype=Name.Form, BBox=[0, 0, 99, 99],
        Resources=Dictionary(),
    )  # fmt: skip
    resources = pdf.pages[0].obj.Resources
    resources.Font.F3, resources.XObject = letters(pdf), Dictionary(X=form)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/F3 40 Tf /X Do BT 1 0 0 1 150 10 Tm (A) Tj ET")
    return saved(pdf)


def chosen_by_a_state():
    pdf = plain()
    resources = pdf.pages[0].obj.Resources
    resources.ExtGState = Dictionary(
        S=Dictionary(Font=Array([letters(pdf), 40])), T=Dictionary(ca=0.5)
    )
    resources.Font.F3 = letters(pdf, shown="A")
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F1 9 Tf 20 20 Td (CCD) Tj /S gs 0 60 Td (AB) Tj ET"
    )
    return saved(pdf)


def of_letters():
    """Return a font whose letters are drawn with letters of another, on two pages."""
    pdf = plain(2)
    inner = letters(pdf)
    outer = letters(pdf, letters="AB")
    for number, code in enumerate((b"A", b"B")):
        proc = pdf.make_stream(b"900 0 d0 BT /I 900 Tf (%b) Tj ET" % code)
        name = str(outer.Encoding.Differences[1 + number])
        outer.CharProcs[name] = proc
        pdf.pages[number].obj.Contents = pdf.make_stream(b"BT /F3 40 Tf 20 60 Td (%b) Tj ET" % code)
        pdf.pages[number].obj.Resources.Font.F3 = outer
    outer.Resources.Font.I = inner
    return saved(pdf)


def in_a_pattern():
    pdf = plain()
    tile = pdf.make_stream(
        b"BT /F3 20 Tf 2 2 Td (AB) Tj ET", PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 40, 40], XStep=40, YStep=40, Resources=Dictionary(Font=Dictionary()),
    )  # fmt: skip
    tile.Resources.Font.F3 = letters(pdf)
    pdf.pages[0].obj.Resources.Pattern = Dictionary(P=tile)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 200 200 re f")
    return saved(pdf)


ALL = (
    on_a_page, in_a_hidden_layer, chosen_around_a_form, chosen_by_a_state, of_letters, in_a_pattern,
)  # fmt: skip
