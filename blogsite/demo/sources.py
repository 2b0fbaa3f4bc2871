"""The words of the demo newspaper, read from the TOML files beside this module."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "es")

# The names printed on posts, and what their pages say in each edition; none of them is a login.
BYLINES = {
    "Ada Quintero": (
        "Writes about customs, money and the people who count it.",
        "Escribe sobre aduanas, dinero y quienes lo cuentan.",
    ),
    "Lucio Arrambide": (
        "Chihuahua and Coahuila, in both languages.",
        "Chihuahua y Coahuila, en los dos idiomas.",
    ),
    "Nora Whitlock": (
        "Courts and weapons, from the northern bank of the river.",
        "Tribunales y armas, desde la orilla norte del río.",
    ),
    "Inés Valdemar": (
        "Disappearances, migration, markets.",
        "Desapariciones, migración, mercados.",
    ),
    "Samuel Oriz": ("The Sonora and Arizona desert.", "El desierto de Sonora y Arizona."),
    "Mesa Norte": (
        "A byline that several of us share.",
        "Una firma que compartimos varios.",
    ),
}


def read(name: str) -> dict[str, Any]:
    """Return the content of one file: "posts_en", "posts_es", "stories", "comments" or "tips"."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def edition(language: str) -> dict[str, Any]:
    """Return an edition: `photo` by key, and `post`, the newest first."""
    return read(f"posts_{language}")
