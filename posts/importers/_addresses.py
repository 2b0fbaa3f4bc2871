"""What formats share: ids of Blogger, paths and hosts of addresses."""

import re
from urllib.parse import unquote, urlsplit

ID = re.compile(r"tag:blogger\.com,1999:blog-([0-9]{1,24})\.(?:post|page|comment)-([0-9]{1,24})\Z")


def ids(tag: str) -> tuple[str, str] | None:
    """Return the numbers of the blog and of the entry, None for an id of another kind."""
    found = ID.match(tag.strip())
    return (found[1], found[2]) if found else None


def path(address: str) -> str:
    """Return the path of an address at the old place, decoded, "" when it has none of use."""
    try:
        found = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    fit = found.startswith("/") and found != "/" and len(found) <= 400 and found.isprintable()
    return found if fit else ""


def host(address: str) -> tuple[str, ...]:
    """Return the host of an address in lower case, alone; nothing when it has none."""
    try:
        found = urlsplit(address.strip()).hostname
    except ValueError:
        return ()
    return (found,) if found else ()
