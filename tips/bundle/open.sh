#!/bin/sh
# Opens this bundle with the program "age": sh open.sh KEYFILE
# KEYFILE holds your private key, one line that begins with AGE-SECRET-KEY-1. What is opened goes to
# the folder "open". Abre este paquete con el programa "age"; lo abierto queda en la carpeta "open".
set -eu
umask 077
if [ $# -ne 1 ] || [ ! -r "$1" ]; then
    echo "sh open.sh KEYFILE" >&2
    exit 2
fi
here=$(dirname "$0")
key=$(mktemp)
plain=$(mktemp)
trap 'rm -f "$key" "$plain"' EXIT
mkdir -p "$here/open"

# One of the boxes holds the tip's own key; the others open for nobody, or for somebody else.
for box in "$here"/key-*.age; do
    if age -d -i "$1" "$box" 2>/dev/null | grep -o 'AGE-SECRET-KEY-1[0-9A-Z]*' >"$key"; then break; fi
done
if [ ! -s "$key" ]; then
    echo "None of the boxes opens with this key. Ninguna caja se abre con esta clave." >&2
    exit 1
fi

for sealed in "$here"/words-*.age "$here"/reply-*.age "$here"/note-*.age; do
    [ -e "$sealed" ] || continue
    name=$(basename "$sealed" .age)
    age -d -i "$key" "$sealed" | sed 's/ *$//' >"$here/open/$name.json"
done

# A file has zeros and a label of 512 bytes behind it, which hide and tell its true length.
for sealed in "$here"/file-*.age; do
    [ -e "$sealed" ] || continue
    age -d -i "$key" "$sealed" >"$plain"
    label=$(tail -c 512 "$plain")
    length=$(printf '%s' "$label" | sed -n 's/.*"length": \([0-9]*\).*/\1/p')
    name=$(printf '%s' "$label" | sed -n 's/.*"name": "\([a-z0-9.-]*\)".*/\1/p')
    head -c "$length" "$plain" >"$here/open/$(basename "$sealed" .age)-${name:-file}"
done
echo "open"
