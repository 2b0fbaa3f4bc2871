"""The command line: clean files on one's own computer, or only say what is in them.

Exit status: 0 when every file is clean and whole, 1 when one was refused, unreadable, an archive
without some of its files, or (`--check`) holds what identifies, or nobody reads on; 2 for a wrong
command.
"""

import argparse
import gettext
import os
import stat
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from tips import scrub
from tips.scrub import FENCES, Kind, Reason, Report, Unscrubbable, words

LONG = 2.0  # seconds after which a file gets a progress line
_LOCALE = Path(__file__).resolve().parents[2] / "locale"
_MOST_NAMES = 100_000
_LONG_AGO = 315_532_800  # the first day of 1980: the hour of cleaning is nobody's business

# The catalogue of the site, in the language of the terminal (LANGUAGE, LC_ALL, LANG).
_ = gettext.translation("django", str(_LOCALE), fallback=True).gettext


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    parser = _parser()
    wanted = parser.parse_args(arguments)
    if wanted.fences:
        return _say_fences()
    if not wanted.files:
        parser.error(_("no file is named"))
    if not (wanted.check or wanted.out):
        parser.error(_("name a folder for the clean files with -o, or use --check"))
    if wanted.check:
        return max(_checked(Path(name)) for name in wanted.files)
    out = _folder(parser, Path(wanted.out))
    return max(
        _cleaned(Path(name), out, place, as_pictures=wanted.pictures)
        for place, name in enumerate(wanted.files, start=1)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tips.scrub",
        description=_("Clean files of what identifies their sender. The files stay as they are."),
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("-o", dest="out", metavar="DIR", help=_("folder for the clean files"))
    parser.add_argument(
        "--check", action="store_true", help=_("only say what is in the files; write nothing")
    )
    parser.add_argument(
        "--pictures", action="store_true", help=_("draw the pages of documents as pictures")
    )
    parser.add_argument(
        "--fences", action="store_true", help=_("say what surrounds each file on this machine")
    )
    return parser


def _folder(parser: argparse.ArgumentParser, path: Path) -> int:
    """Return the folder for clean files as a descriptor: its name is not followed again."""
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        parser.error(f"{_printable(path)}: {error.strerror}")


def _say_fences() -> int:
    standing = scrub.fences()
    for name in FENCES:
        sys.stdout.write(f"{'+' if name in standing else '-'} {name}\n")
    return 0 if set(FENCES) == set(standing) else 1


def _checked(path: Path) -> int:
    try:
        with _opened(path) as source, _progress(path, source):
            found = scrub.found(source)
    except (OSError, Unscrubbable) as problem:
        return _refused(path, problem)
    _say(path, _("holds what identifies") if found else _("holds nothing that identifies"))
    _say_list(_("found"), _counted(found))
    return 1 if found else 0


def _cleaned(path: Path, folder: int, place: int, *, as_pictures: bool) -> int:
    try:
        with _opened(path) as source, _memory() as sink:
            with _progress(path, sink):
                report = scrub.clean(source, sink, path.suffix, as_pictures=as_pictures)
            name = _kept(sink, folder, place, scrub.endings()[report.media_type])
    except (OSError, Unscrubbable) as problem:
        return _refused(path, problem)
    _say(path, name)
    _say_report(report)
    return 1 if report.left_out else 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading; a pipe or device is an OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for a writer
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, _("not a regular file"))
        yield file


def _memory() -> BinaryIO:
    """Return a file in memory: what is not clean to its end never reaches the folder."""
    descriptor = os.memfd_create("clean", os.MFD_CLOEXEC)
    return cast(BinaryIO, os.fdopen(descriptor, "w+b", buffering=0))


def _kept(sink: BinaryIO, folder: int, place: int, ending: str) -> str:
    """Write a clean file under the first free name; nothing is overwritten or followed."""
    for number in range(place, _MOST_NAMES):
        name = f"file-{number:03}.{ending}"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            descriptor = os.open(name, flags, 0o600, dir_fd=folder)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            try:
                _copy(sink, file)
            except OSError:
                os.unlink(name, dir_fd=folder)
                raise
        return name
    raise OSError(0, _("no name is free in the folder"))


def _copy(sink: BinaryIO, file: BinaryIO) -> None:
    sink.seek(0)
    while chunk := sink.read(1 << 20):
        view = memoryview(chunk)
        while view:
            view = view[file.write(view) :]
    os.utime(file.fileno(), (_LONG_AGO, _LONG_AGO))


@contextmanager
def _progress(path: Path, growing: BinaryIO) -> Iterator[None]:
    """Show on a terminal how long a file takes, and how much of it is written."""
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(path, growing.fileno(), done), daemon=True)
    if sys.stderr.isatty():
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if watcher.ident:
            watcher.join()


def _watch(path: Path, descriptor: int, done: threading.Event) -> None:
    start = time.monotonic()
    shown = False
    while not done.wait(0.5 if shown else LONG):
        seconds, size = int(time.monotonic() - start), os.fstat(descriptor).st_size / 2**20
        line = _("%(name)s: %(seconds)d s, %(size).1f MB")
        words = line % {"name": _printable(path), "seconds": seconds, "size": size}
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
        shown = True
    if shown:
        sys.stderr.write("\r\x1b[K")


def _say(path: Path, outcome: str) -> None:
    sys.stdout.write(f"{_printable(path)}: {outcome}\n")


def _say_list(what: str, said: Iterable[str]) -> None:
    if line := "; ".join(said):
        sys.stdout.write(f"    {what}: {line}\n")


def _counted(found: Mapping[Kind, int]) -> list[str]:
    return [f"{_(words.KINDS[kind])} ({number})" for kind, number in found.items() if number]


def _say_report(report: Report) -> None:
    _say_list(_("taken out"), _counted(report.removed))
    _say_list(_("changed"), [_(words.CHANGES[change]) for change in report.changed])
    _say_list(_("stays"), [_(words.LIMITS[limit]) for limit in report.kept])
    if report.misnamed:
        _say_list(_("note"), [_("its name says another type than its content")])
    for file in report.left_out:
        place, _reason = file.as_list()
        _say_list(_("left out, by its place in order of names"), [_left_out(place, file.reason)])


def _left_out(place: str, reason: Reason) -> str:
    said, advice = words.REASONS[reason]
    return f"{place}. {_(said)} {_(advice)}"


def _refused(path: Path, problem: OSError | Unscrubbable) -> int:
    """Say why there is no clean file, and what can be done; return the status for it."""
    if isinstance(problem, Unscrubbable):
        said, advice = words.REASONS[problem.reason]
        _say(path, f"{_('not cleaned')}. {_(said)} {_(advice)}")
    else:
        _say(path, f"{_('not cleaned')}. {problem.strerror}")
    return 1


def _printable(path: Path) -> str:
    """Return a name as a terminal may show it: without control characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(path))


def _run() -> int:
    """Do what the command line says; who reads what it says may stop reading (`| head`)."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell says it; the file under way was in memory only
