"""Which layers (optional content) of a PDF a reader sees on a screen when it opens the file."""

from typing import Any

import pikepdf

from tips.scrub._pdf_writer import name_of

_MOST_DEPTH = 8
_MOST_LAYERS = 10_000


class Layers:
    """The layers of one file as its default configuration shows them."""

    def __init__(self, root: Any) -> None:
        properties = root.get("/OCProperties")
        config = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
        self._config = config if isinstance(config, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._starts_off = name_of(self._config.get("/BaseState")) == "OFF"
        self._on, self._off = self._listed("/ON"), self._listed("/OFF")
        self._automatic = any(
            isinstance(rule, pikepdf.Dictionary) and name_of(rule.get("/Event")) == "View"
            for rule in _members(self._config.get("/AS"))
        )

    def _listed(self, key: str) -> set[tuple[int, int]]:
        return {
            layer.objgen for layer in _members(self._config.get(key)) if hasattr(layer, "objgen")
        }

    def off(self, layer: Any, depth: int = _MOST_DEPTH) -> bool:
        """Tell whether a layer, or a rule over layers (OCMD), is not shown."""
        if not isinstance(layer, pikepdf.Dictionary) or not depth:
            return False
        if name_of(layer.get("/Type")) == "OCMD":
            return not self._rule_shows(layer, depth - 1)
        if self._automatic and (state := self._view_state(layer)):
            return state == "OFF"
        if layer.objgen in self._off:
            return True
        return self._starts_off and layer.objgen not in self._on

    def _view_state(self, layer: Any) -> str:
        usage = layer.get("/Usage")
        view = usage.get("/View") if isinstance(usage, pikepdf.Dictionary) else None
        return name_of(view.get("/ViewState")) if isinstance(view, pikepdf.Dictionary) else ""

    def _rule_shows(self, rule: Any, depth: int) -> bool:
        expression = rule.get("/VE")
        if isinstance(expression, pikepdf.Array):
            return self._expression_shows(expression, depth)
        layers = rule.get("/OCGs")
        states = [not self.off(layer, depth) for layer in _members(layers)]
        if isinstance(layers, pikepdf.Dictionary):
            states = [not self.off(layers, depth)]
        policy = name_of(rule.get("/P"))
        if not states:
            return True
        return {
            "AllOn": all(states),
            "AnyOff": not all(states),
            "AllOff": not any(states),
        }.get(policy, any(states))

    def _expression_shows(self, expression: Any, depth: int) -> bool:
        if not isinstance(expression, pikepdf.Array):
            return not self.off(expression, depth)
        members = _members(expression)
        if not members or not depth:
            return True
        states = [self._expression_shows(member, depth - 1) for member in members[1:]]
        kind = name_of(members[0])
        if kind == "Not":
            return not any(states)
        return any(states) if kind == "Or" else all(states)


def _members(value: Any) -> list[Any]:
    if not isinstance(value, pikepdf.Array):
        return []
    return [member for _, member in zip(range(_MOST_LAYERS), value, strict=False)]
