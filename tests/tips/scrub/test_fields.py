"""Fields that show words of their own code, and have no result, leave those words."""

import pytest

from tests.samples_word import field
from tests.tips.scrub.test_office_parts import words, written
from tests.tips.scrub.test_rtf import said
from tips.scrub._fields import spoken

CODES = [
    (" MACROBUTTON MARKmacro [Escriba aqu\u00ed] \\* MERGEFORMAT", "[Escriba aqu\u00ed]"),
    ("GOTOBUTTON MARKplace Ver abajo", "Ver abajo"),
    (r' EQ \* jc2 \* "Font:MS Mincho" \* hps10 \o\ad(\s\up 9(kana),base)', "kana base"),
    (r" EQ \f(1;2) ", "1 2"),
    (r" EQ \b \bc\[ (a\,b\))", "a,b)"),
    (" EQUATION a", ""),
    (r' SYMBOL 98 \f "Symbol" \s 12', "\u03b2"),
    (r' SYMBOL 163 \f "Symbol"', "\u2264"),
    (r' SYMBOL 252 \f "Wingdings" \s 10 \h ', "\u2713"),
    (r" SYMBOL 61566 \f Wingdings", "\u2022"),
    (r' SYMBOL 0xA8 \f "Wingdings"', "\u2610"),
    (r' SYMBOL 8364 \u \f "Arial"', "\u20ac"),
    (r' SYMBOL 150 \a \f "Arial"', "\u2013"),
    (" SYMBOL MARK", ""),
    (r' SYMBOL 7 \f "Symbol"', ""),
    (r" SYMBOL 7", ""),
    (r" SYMBOL 55555 \u", ""),
    (" MERGEFIELD MARKname", ""),
    ("", ""),
]


@pytest.mark.parametrize(("code", "shown"), CODES)
def test_a_code_says_what_its_field_shows(code, shown):
    assert spoken(code) == shown


@pytest.mark.parametrize(("code", "shown"), CODES)
def test_word_and_rtf_keep_those_words(code, shown):
    marked = field(code.replace('"', "&quot;"), "")
    text, _made, _report = written(f"<w:p><w:r><w:t>uno</w:t></w:r>{marked}</w:p>")
    assert words(text).strip() == f"uno{shown}"
    raw = "".join(
        {"\\": "\\\\"}.get(sign, sign if sign < "\x7f" else f"\\u{ord(sign)}?") for sign in code
    )
    assert said(rf"\pard uno{{\field{{\*\fldinst {raw}}}{{\fldrslt }}}}") == f"uno{shown}"


def test_a_sign_that_is_written_as_code_and_as_result_is_shown_once():
    code = r"{\*\fldinst SYMBOL 183 \\f \"Symbol\"}".replace('\\"', '"')
    assert said(rf"a{{\field{code}{{\fldrslt \'b7}}}}b") == "a\u2022b"
    assert said(r"a{\field{\*\fldinst SYMBOL x}{\fldrslt c}}b") == "acb"


def test_a_field_with_a_result_shows_that():
    text, _made, _report = written(f"<w:p>{field(' MACROBUTTON x Otro ', 'Esto')}</w:p>")
    assert words(text).strip() == "Esto"
