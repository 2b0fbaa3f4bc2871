"""Elements and attributes of OpenDocument that a cleaned document may have; others are left out.

Names as in OASIS OpenDocument 1.3, by usual prefix. What holds authors, dates, notes, changes,
addresses, programs, forms, databases or identifiers is not here.
"""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    prefix: f"{_OASIS}{name}:1.0"
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "dr3d": "dr3d",
        "chart": "chart", "style": "style", "number": "datastyle", "svg": "svg-compatible",
        "fo": "xsl-fo-compatible", "presentation": "presentation",
    }.items()
} | {
    # Prefixes of formulas, which stand in values, and of what LibreOffice added to the standard.
    "of": _OASIS + "of:1.2",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "drawooo": "http://openoffice.org/2010/draw",
    "chartooo": "http://openoffice.org/2010/chart",
    "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML",
    "xml": "http://www.w3.org/XML/1998/namespace",
}  # fmt: skip
PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}

_ELEMENT_WORDS = {
    "office": """
        automatic-styles body chart document-content document-styles drawing font-face-decls
        master-styles presentation spreadsheet styles text
    """,
    "text": """
        h line-break linenumbering-configuration linenumbering-separator list list-header list-item
        list-level-style-bullet list-level-style-image list-level-style-number list-style note
        note-body note-citation note-continuation-notice-backward note-continuation-notice-forward
        notes-configuration number numbered-paragraph outline-level-style outline-style p
        page-count page-number ruby ruby-base ruby-text s section sheet-name soft-page-break span
        tab
    """,
    "table": """
        background body calculation-settings cell-address covered-table-cell even-columns even-rows
        first-column first-row iteration last-column last-row named-expression named-expressions
        named-range null-date odd-columns odd-rows shapes table table-cell table-column
        table-column-group table-columns table-header-columns table-header-rows table-row
        table-row-group table-rows
    """,
    "draw": """
        caption circle connector contour-path contour-polygon custom-shape ellipse
        enhanced-geometry equation fill-image frame g glue-point gradient handle hatch image layer
        layer-set line marker measure object opacity page page-thumbnail path polygon polyline rect
        regular-polygon stroke-dash text-box
    """,
    "dr3d": """
        cube extrude light rotate scene sphere
    """,
    "chart": """
        axis categories chart coordinate-region data-label data-point domain equation
        error-indicator floor footer grid label-separator legend mean-value plot-area
        regression-curve series stock-gain-marker stock-loss-marker stock-range-line subtitle
        symbol-image title wall
    """,
    "style": """
        background-image chart-properties column column-sep columns default-page-layout
        default-style drawing-page-properties drop-cap font-face footer footer-first footer-left
        footer-style footnote-sep graphic-properties header header-first header-footer-properties
        header-left header-style list-level-label-alignment list-level-properties map master-page
        page-layout page-layout-properties paragraph-properties presentation-page-layout
        region-center region-left region-right ruby-properties section-properties style tab-stop
        tab-stops table-cell-properties table-column-properties table-properties
        table-row-properties text-properties
    """,
    "number": """
        am-pm boolean boolean-style currency-style currency-symbol date-style day day-of-week
        embedded-text era fill-character fraction hours minutes month number number-style
        percentage-style quarter scientific-number seconds text text-content text-style time-style
        week-of-year year
    """,
    "svg": """
        linearGradient radialGradient stop
    """,
    "presentation": """
        date-time date-time-decl footer footer-decl header placeholder
    """,
    "calcext": """
        color-scale color-scale-entry condition conditional-format conditional-formats data-bar
        date-is formatting-entry icon-set
    """,
    "loext": """
        fill-character footer-first gradient-stop graphic-properties header-first
    """,
    "chartooo": """
        date-scale
    """,
    "math": """
        math maction merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
        mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
        none semantics
    """,
}
ELEMENTS = frozenset(
    f"{prefix}:{word}" for prefix, words in _ELEMENT_WORDS.items() for word in words.split()
)
