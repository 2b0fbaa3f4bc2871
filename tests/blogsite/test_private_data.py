"""What names a person is found in both languages, and what only looks like it is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogsite.lib.private_data import Kind, find, pieces

FOUND = [
    (Kind.PHONE, "Llámale al 868 123 4567 hoy.", "868 123 4567"),
    (Kind.PHONE, "Su celular: (868) 123-45-67", "(868) 123-45-67"),
    (Kind.PHONE, "marca al 55 1234 5678, de noche", "55 1234 5678"),
    (Kind.PHONE, "es 55-12-34-56-78", "55-12-34-56-78"),
    (Kind.PHONE, "desde +52 1 868 123 4567 mandan", "+52 1 868 123 4567"),
    (Kind.PHONE, "044 868 1234567", "044 868 1234567"),
    (Kind.PHONE, "8681234567", "8681234567"),
    (Kind.PHONE, "el 8 6 8 1 2 3 4 5 6 7 contesta", "8 6 8 1 2 3 4 5 6 7"),
    (Kind.PHONE, "Call him at (956) 555-0134.", "(956) 555-0134"),
    (Kind.PHONE, "his number is 1-956-555-0134", "1-956-555-0134"),
    (Kind.PHONE, "956.555.0134 after dark", "956.555.0134"),
    (Kind.PHONE, "+1 956 555 0134", "+1 956 555 0134"),
    (Kind.PHONE, "from +44 20 7946 0958 in London", "+44 20 7946 0958"),
    (Kind.PHONE, "https://wa.me/528681234567", "wa.me/528681234567"),
    (Kind.PHONE, "Tel. 812-3456 en el centro", "812-3456"),
    (Kind.PHONE, "call 555-0134 for it", "555-0134"),
    (Kind.PHONE, "８６８ １２３ ４５６７", "８６８ １２３ ４５６７"),
    (Kind.PHONE, "868–123–4567", "868–123–4567"),
    (Kind.EMAIL, "escribe a juana.perez@correo.example.mx", "juana.perez@correo.example.mx"),
    (Kind.EMAIL, "juana arroba correo punto com", "juana arroba correo punto com"),
    (Kind.EMAIL, "write to jo+news@mail.example.", "jo+news@mail.example"),
    (Kind.EMAIL, "jo (at) mail.example", "jo (at) mail.example"),
    (Kind.CURP, "CURP GODE561231HDFRRN09", "GODE561231HDFRRN09"),
    (Kind.CURP, "her curp is gome900214mtsrrl05", "gome900214mtsrrl05"),
    (Kind.VOTER, "clave GMVLMR80070501M100", "GMVLMR80070501M100"),
    (Kind.RFC, "RFC: GODE561231GR8", "GODE561231GR8"),
    (Kind.RFC, "la empresa ABC010203AB9", "ABC010203AB9"),
    (Kind.SOCIAL, "His SSN is 078-05-1120.", "078-05-1120"),
    (Kind.SOCIAL, "SSN 078051120", "078051120"),
    (Kind.SOCIAL, "NSS 12-34-56-78-90-1", "12-34-56-78-90-1"),
    (Kind.CARD, "tarjeta 4111 1111 1111 1111 vence", "4111 1111 1111 1111"),
    (Kind.CARD, "paid with 378282246310005", "378282246310005"),
    (Kind.ACCOUNT, "CLABE 032180000118359719", "032180000118359719"),
    (Kind.PLACE, "está en 25.8690, -97.5027 al lado", "25.8690, -97.5027"),
    (Kind.PLACE, "maps/@25.869012,-97.502745,17z", "25.869012,-97.502745"),
    (Kind.PLACE, "25.869 N, 97.502 W", "25.869 N, 97.502 W"),
    (Kind.PLACE, "at 25°52'08.4\"N 97°30'09.9\"W tonight", "25°52'08.4\"N 97°30'09.9\"W"),
    (Kind.PLACE, "25° 52′ 8″ N, 97° 30′ 10″ O", "25° 52′ 8″ N, 97° 30′ 10″ O"),
    (Kind.PLACE, "25° 52.114' N 97° 30.165' W", "25° 52.114' N 97° 30.165' W"),
    (Kind.PLACE, "25 52 08 N 97 30 10 W", "25 52 08 N 97 30 10 W"),
    (Kind.PLACE, "plus code 76RVVF9X+H2", "76RVVF9X+H2"),
    (Kind.PLACE, "búscalo en ///mesa.lámpara.silla", "///mesa.lámpara.silla"),
    (Kind.PLATE, "una camioneta XYZ-123-A gris", "XYZ-123-A"),
    (Kind.PLATE, "un Jetta WPR-45-67", "WPR-45-67"),
    (Kind.PLATE, "pickup WX-1234-A", "WX-1234-A"),
    (Kind.PLATE, "tráiler 72-AK-9F", "72-AK-9F"),
    (Kind.PLATE, "placas xyz-987-b de Tamaulipas", "xyz-987-b"),
    (Kind.PLATE, "placas de Texas BKR 4471", "BKR 4471"),
    (Kind.PLATE, "Texas plates BKR-4471, white", "BKR-4471"),
    (Kind.PLATE, "the plate was 7ABC123", "7ABC123"),
    (Kind.PLATE, "plates TX LBJ 4821, white Tahoe", "TX LBJ 4821"),
]
NOT_FOUND = [
    "En 2023 hubo 1,234 casos, 12% más que en 2022.",
    "El 24-11-2026 a las 10:30 llegaron 12 camiones.",
    "2026-11-24 10:30:05",
    "Costó $8681234567 y luego 2500000000 pesos.",
    "It cost $2,500,000 in 2019-2020 and 8681234567 dollars later.",
    "Llama al 911 o al 089; la línea es 800 123 4567.",
    "Call 1-800-555-0199, the office line.",
    "https://example.org/2012/05/8681234567-nota.html",
    "https://x.example/status/1729384756102938475",
    "id=8681234567",
    "ENE-12-23, FEB-01-24",
    "ISO-9001, COVID-19, FGR-2023, AK-47, AR-15, R-15",
    "Las placas de 2012 ya no sirven; placas de Texas.",
    "He told us about plates and tags in 1999.",
    "3.142, 2.718 and 1.5 or 0.001, 200.123",
    "a 25° a la sombra; 90° turn",
    "2345+67 son 2412",
    "4111 1111 1111 1112 no es tarjeta",
    "123-45-67890 and 000-12-3456 and 666-12-3456",
    "una arroba de maíz y un punto final",
    "@usuario y @user@host.social",
    "Artículo 115, fracción IV, página 12 13 14 15 16",
    "version 1.2.3.4567, 10.0.0.1",
    "ABCD991399AB1",
]
HOSTILE = [
    "1", "12-", "1 ", "a", "a.", "a@", "a@a.", "+1", "+1 ", "(", "868 ", "868-123-", "8.",
    "placa ", "placas A1-", "tel ", "tel 1", "SSN 1 ", "25° ", "25°1'", "1.111,", "-1.1111 ",
    "AAAA", "AAAA0101", "///aaa.", "2C", "CCCC+", "A-", "ABC-", " arroba ", "(at)", "a punto ",
    "4111 ", "0", "\u202f", "９", "ñ", "4111111111111111", "llama ",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "found"), FOUND)
def test_what_names_somebody_is_found_whole(kind, text, found):
    assert [(text[start:end], what) for start, end, what in find(text)] == [(found, kind)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_it_is_left_alone(text):
    assert find(text) == []


def test_several_finds_stand_in_the_order_of_the_text():
    text = "XYZ-123-A, 868 123 4567 y 868 987 6543; a@b.example, 25.8690,-97.5027"
    kinds = [kind for _start, _end, kind in find(text)]
    assert kinds == [Kind.PLATE, Kind.PHONE, Kind.PHONE, Kind.EMAIL, Kind.PLACE]


@given(st.text(alphabet="0123456789 -.+()@°'ABNWabplcstel,\n／－é", max_size=200))
def test_pieces_joined_are_the_text_and_finds_never_overlap(text):
    assert "".join(piece for piece, _kind in pieces(text)) == text
    spans = find(text)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert all(span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("unit", HOSTILE)
def test_fifty_kilobytes_of_the_worst_take_less_than_half_a_second(unit):
    text = unit * (50_000 // len(unit))
    begin = time.process_time()
    find(text)
    assert time.process_time() - begin < 0.5


def test_time_grows_with_the_text_and_not_with_its_square():
    def taken(length):
        text = "".join(HOSTILE) * (length // 200)
        begin = time.process_time()
        find(text)
        return time.process_time() - begin

    taken(1000)
    assert taken(400_000) < 10 * max(taken(100_000), 0.01)


def test_kinds_have_words_for_people():
    assert all(str(kind.label) for kind in Kind)
