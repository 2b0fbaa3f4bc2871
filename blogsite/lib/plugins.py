"""Plug-ins: a plug-in is a module in a folder, registered nowhere else."""

import importlib
import pkgutil
from types import ModuleType


def load(package: str) -> list[ModuleType]:
    """Import every module of a package whose name does not begin with "_", by name."""
    path = importlib.import_module(package).__path__
    names = sorted(found.name for found in pkgutil.iter_modules(path))
    return [importlib.import_module(f"{package}.{name}") for name in names if name[0] != "_"]
