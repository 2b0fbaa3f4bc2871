#!/bin/sh
# Make .venv and put the pinned, hashed packages into it. Usage: deploy/setup.sh run|dev
# Safe to repeat: it does nothing while the lists are those of the last time.
set -eu
cd "$(dirname "$0")/.."
kind=$1
list=requirements/$kind.txt
sum=$(cat requirements/uv.txt requirements/run.txt requirements/dev.txt | sha256sum)
if [ "$(cat ".venv/installed-$kind" 2>/dev/null)" = "$sum" ]; then exit 0; fi

fits() { "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
# The system's own first, which is kept up to date with it, built with all optimisations, and may
# be run by every account. Debian has its venv module in a package that is often not there.
choose() { for name in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do if fits "$name"; then echo "$name"; return; fi; done; }
bare() { [ -x /usr/bin/python3 ] && ! fits /usr/bin/python3; }

if ! fits .venv/bin/python; then
    if { bare || [ -z "$(choose)" ]; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3 and python3-venv."
        { apt-get update -qq && apt-get install -qq -y python3 python3-venv >/dev/null; } || true
    fi
    python=$(choose)
    if [ -z "$python" ]; then
        echo "Python 3.11 or newer with its venv module is needed (python3, python3-venv)." >&2
        exit 1
    fi
    "$python" -m venv --clear .venv
fi

echo "Installing $list."
python=.venv/bin/python
with_uv() {
    $python -m pip install --quiet --require-hashes -r requirements/uv.txt &&
        UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install --quiet --compile-bytecode --python "$python" --require-hashes -r "$list"
}
with_uv || $python -m pip install --quiet --require-hashes -r "$list"
echo "$sum" >".venv/installed-$kind"
if [ "$kind" = dev ]; then echo "$sum" >.venv/installed-run; fi
