"""The question of a post's form: what was found comes back until somebody has looked at it."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from posts import checking
from posts.findings import Finding
from posts.models import Post
from posts.rows import typed as typed_rows

TICK = "looked_at"  # its value: the marks of what was looked at, so that a new find asks again


def marks(asked: Sequence[Finding]) -> str:
    """Return the value of the tick for what is asked about."""
    return " ".join(sorted({mark for finding in asked for mark in finding.marks}))


def unseen(asked: Sequence[Finding], data: Mapping[str, Any]) -> list[Finding]:
    """Return what is asked about and no tick in what was sent says that it was looked at."""
    seen = set(data.get(TICK, "").split())
    return [finding for finding in asked if not finding.marks <= seen]


class Checked(forms.ModelForm):
    """A form that is not taken before what `asked` holds was looked at; nothing typed is lost."""

    asked: Sequence[Finding] = ()

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        typed = self._as_typed()
        given = self.cleaned_data
        rows = typed_rows(self.instance, self.data)
        found = checking.check(typed, given.get("bylines"), given.get("labels"), rows)
        self.asked = checking.asked(self.instance, typed, found)
        for finding in self._unseen():
            if finding.field in self.fields:
                self.add_error(finding.field, str(finding))
            else:
                self.add_error(None, f"{finding.place}: {finding}")
        return self.cleaned_data

    @property
    def looked_at(self) -> bool:
        """Tell whether the tick was for everything that is asked about."""
        return bool(self.asked) and not self._unseen()

    @property
    def marks(self) -> str:
        """Return the value of the tick."""
        return marks(self.asked)

    def _unseen(self) -> list[Finding]:
        return unseen(self.asked, self.data)

    def _as_typed(self) -> Post:
        """Return the post as it was typed; the instance is still as it is stored."""
        post: Post = copy.copy(self.instance)
        for name in ("headline", "standfirst", "body", "lead", "published_at"):
            if name in self.cleaned_data:
                setattr(post, name, self.cleaned_data[name])
        return post
