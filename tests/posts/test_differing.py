"""What differs between two texts is told in words, within bounds of size and time."""

import math

import pytest

from posts.differing import LONGEST, PAIRS, Change, Part, compare, lines

PHOTO = '<figure><img src="/media/photos/{}/900.jpg" alt="A ferry"></figure>'


def told(changes):
    """Return what was taken out and put in, in the order of the text."""
    return [(p.how, p.words) for c in changes for p in c.parts if p.how != "same"]


def test_a_word_that_changed_is_told_not_its_letters():
    before, after = "<p>The rope was cut.</p>", "<p>The rope was old.</p>"
    assert told(compare(before, after)) == [("del", "cut."), ("ins", "old.")]
    assert lines("Río Bravo", "Río Grande") == [
        Part("same", "Río"), Part("del", "Bravo"), Part("ins", "Grande"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("<p>A</p><p>B</p>", "<p>A</p><p>C</p><p>B</p>", [("ins", "C")]),
        ("<p>A</p><p>B</p>", "<p>B</p>", [("del", "A")]),
        ("<p>A word</p>", "<h2>A word</h2>", [("del", "A word"), ("ins", "A word")]),
        (
            '<p><a href="https://a.example/">here</a></p>',
            '<p><a href="https://b.example/">here</a></p>',
            [("del", "⟨https://a.example/⟩"), ("ins", "⟨https://b.example/⟩")],
        ),
        (
            PHOTO.format("a" * 32), PHOTO.format("b" * 32),
            [("del", "aaaaaaaa"), ("ins", "bbbbbbbb")],
        ),
        (
                "<p>it was the end</p>", "<p>it was the <strong>end</strong></p>",
                [("del", "end"), ("ins", "**end**")],
            ),
        ("<p>a &lt;b&gt; c</p>", "<p>a &lt;i&gt; c</p>", [("del", "<b>"), ("ins", "<i>")]),
    ],
)  # fmt: skip
def test_what_differs_is_told(before, after, found):
    assert told(compare(before, after)) == found


def test_items_headings_and_captions_say_what_they_are():
    body = "<h2>River</h2><ul><li><p>a rope</p></li></ul><blockquote><p>Go</p></blockquote>"
    labels = [str(change.label) for change in compare("", body)]
    assert labels == ["heading", "item", "quotation"]


def test_unchanged_paragraphs_far_from_a_change_are_left_out():
    before = "".join(f"<p>Paragraph {number}</p>" for number in range(20))
    changes = compare(before, before.replace("Paragraph 10", "Paragraph ten"))
    assert [change.left for change in changes if change.left] == [9, 8]
    assert Change("same", "", [Part("same", "Paragraph 9")]) in changes


def test_equal_texts_have_no_difference():
    assert compare("<p>A</p>", "<p>A</p>") == []


def test_what_lies_beyond_the_bound_is_told_too():
    before = "<p>" + "a " * LONGEST + "</p>"
    _same, rest = compare(before, before + "<p>z</p>")
    assert "too long to be compared" in rest.parts[0].words


def test_words_are_compared_only_as_long_as_their_numbers_are_bounded():
    side = math.isqrt(PAIRS)
    for words, steps in ((side - 1, 3), (side + 1, 2)):
        text = " ".join(f"w{number}" for number in range(words))
        assert len(lines(text, f"{text}, more")) == steps
