"""Times as the public gets them: rounded down, so that a working day cannot be read from them."""

from datetime import UTC, datetime
from typing import overload

from django.conf import settings
from django.utils import timezone


@overload
def blurred(moment: datetime) -> datetime: ...
@overload
def blurred(moment: None) -> None: ...
def blurred(moment: datetime | None) -> datetime | None:
    """Return a moment rounded down to PUBLISHED_TIME_GRAIN minutes of the paper's own day, in UTC.

    Without a grain it is as it was. Everything public that tells a time asks here; whatever sorts
    or selects uses the true one.
    """
    grain = settings.PUBLISHED_TIME_GRAIN
    if moment is None or not grain:
        return moment
    local = timezone.localtime(moment)
    minutes = (local.hour * 60 + local.minute) // grain * grain
    whole = local.replace(hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0)
    return whole.astimezone(UTC)
