"""PDFs with marks on a page that only the viewer draws, and pictures in every packing."""

from pikepdf import Array, Dictionary, Name

from tests.samples_pdf import mark, plain, saved

_QUAD = [30, 320, 150, 320, 30, 300, 150, 300]
SHAPES = {
    "Highlight": {"QuadPoints": _QUAD, "C": [1, 1, 0]},
    "Underline": {"QuadPoints": _QUAD, "C": [1, 0, 0]},
    "StrikeOut": {"QuadPoints": _QUAD, "C": [1, 0, 0]},
    "Squiggly": {"QuadPoints": _QUAD, "C": [1, 0, 0]},
    "Ink": {"InkList": [[40, 200, 80, 240, 120, 200], [40, 210, 120, 210]], "C": [0, 0, 1]},
    "Line": {"L": [40, 200, 150, 240], "C": [0, 0, 1]},
    "PolyLine": {"Vertices": [40, 200, 80, 240, 120, 200], "C": [0, 0.5, 0]},
    "Polygon": {"Vertices": [40, 200, 80, 240, 120, 200], "C": [0, 0.5, 0], "IC": [1, 0, 0]},
    "Square": {"C": [0, 0, 1], "IC": [0.9]},
    "Circle": {"C": [0, 0, 1], "BS": Dictionary(W=4)},
    "FreeText": {"DA": "0 0 1 rg /Helv 14 Tf", "C": [1, 1, 0]},
}


def marked(kind, **more):
    """Return a page with one mark that has no drawing of its own; its words are secret or text."""
    pdf = plain()
    words = "Texto libre señor" if kind == "FreeText" else mark("MARKWORDS")
    note = Dictionary(
        Type=Name.Annot, Subtype=Name("/" + kind), Rect=[30, 190, 170, 250], T=mark("MARKER"),
        Contents=words, M=mark("MARKDATE"), NM=mark("MARKNAME"), F=4,
    )  # fmt: skip
    for key, value in {**SHAPES[kind], **more}.items():
        note["/" + key] = Array(value) if isinstance(value, list) else value
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf)
