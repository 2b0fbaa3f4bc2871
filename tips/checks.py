"""System checks of the tip line: a start that would break a promise to sources does not happen."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

from tips import scrub, sealing, uploads

SWAPS = Path("/proc/swaps")
LEAST_KDF_MEMORY = 128 << 20  # bytes
HINT = "Run `manage.py doctor`; the kernel, a container or the unit file may forbid it."


@register(Tags.security)
def tips_can_be_sealed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an unusable offline key, and a passphrase that would be cheap to guess."""
    messages: list[CheckMessage] = []
    if settings.TIP_OFFLINE_KEY:
        try:
            sealing.recipient(settings.TIP_OFFLINE_KEY)
        except sealing.UnusableKey:
            messages.append(Error("TIP_OFFLINE_KEY is not an age recipient", id="tips.E001"))
    elif settings.TIP_OFFLINE_ONLY:
        messages.append(Error("TIP_OFFLINE_ONLY needs TIP_OFFLINE_KEY", id="tips.E003"))
    if settings.TIP_KDF_MEMORY < LEAST_KDF_MEMORY:
        messages.append(Error("TIP_KDF_MEMORY is under 128 MiB", id="tips.E002"))
    return messages


@register(Tags.security)
def tips_fit_into_memory(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the largest tip that the pages promise would always be turned away."""
    if uploads.room(settings.TIP_TOTAL_BYTES) < settings.TIP_TOTAL_BYTES:
        return [Warning("TIP_RAM_BUDGET has no room for TIP_TOTAL_BYTES", id="tips.W001")]
    return []


@register(Tags.security)
def files_are_cleaned_behind_fences(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn of what a hostile file could reach here; name the fences that only others replace."""
    standing = set(scrub.fences(quick=True))
    messages: list[CheckMessage] = [
        Warning(f"nothing keeps a file that is cleaned from {what}", hint=HINT, id="tips.W002")
        for what, fences in scrub.HELD.items()
        if not fences & standing
    ]
    if absent := [name for name in scrub.FENCES if name not in standing]:
        messages.append(Info(f"missing around cleaning: {', '.join(absent)}", id="tips.I001"))
    return messages


@register(Tags.security)
def memory_stays_memory(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn of swap: a tip that lies in memory for a moment could be written to a disk there."""
    try:
        areas = SWAPS.read_text(encoding="ascii").splitlines()[1:]
    except OSError:  # another system than Linux: nothing is known
        areas = []
    if areas:
        hint = "Turn it off, or encrypt it with a key that is made at each start."
        return [Warning("swap is in use", hint=hint, id="tips.W003")]
    return []
