"""Landlock: a process gives up every name of a file, every port and every signal, for good.

Numbers and structures: linux/landlock.h, which grew with each ABI version of the kernel.
"""

import ctypes
import os

_CREATE, _RESTRICT = 444, 446  # system calls, the same number on every machine
_VERSION = 1  # flag: return the ABI version instead of a ruleset
_FILE_RIGHTS = (0, 13, 14, 15, 15, 16)  # how many rights over files each ABI version knows
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_TCP = 0b11  # bind, connect
_SCOPES = 0b11  # abstract unix sockets and signals stay inside


class _Handled(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def version(libc: ctypes.CDLL) -> int:
    """Return the kernel's Landlock version, 0 where there is none."""
    return max(0, int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def stand(libc: ctypes.CDLL) -> bool:
    """Give up all that this kernel's version knows; what is open already stays usable.

    Needs no_new_privs. There are no rules in the ruleset: nothing is allowed again.
    """
    abi = version(libc)
    if not abi:
        return False
    rights = _FILE_RIGHTS[min(abi, len(_FILE_RIGHTS) - 1)]
    network = _TCP if abi >= _NETWORK_SINCE else 0
    scoped = _SCOPES if abi >= _SCOPES_SINCE else 0
    handled = _Handled((1 << rights) - 1, network, scoped)
    # An old kernel knows a shorter structure, and refuses a longer one with values in it only.
    size = ctypes.c_size_t(ctypes.sizeof(handled))
    ruleset = int(libc.syscall(_CREATE, ctypes.byref(handled), size, 0))
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)
