#!/bin/sh
# What the whole test suite needs of the system: Chromium without its windows (where it is not, a
# whole Chromium serves, at twice the time), gettext, PostgreSQL, ExifTool, age, minisign, the
# office programs that judge cleaned documents, a Python that ordinary users may run, the kernel's
# headers; for the tests of deploy/ nginx, tor, strace, openssl and systemd-analyze; Java, and npm
# to fetch two judges into node_modules/: the Nu checker of the HTML, and axe.
# Root gets them, none of them started; anybody else is told, and tests that need them are skipped.
set -eu
PATH="$PATH:/usr/sbin:/usr/local/sbin"
missing=
command -v "${CHROMIUM:-chromium-headless-shell}" >/dev/null || missing="$missing chromium-headless-shell"
command -v xgettext >/dev/null || missing="$missing gettext"
command -v age >/dev/null || missing="$missing age"
[ -x /usr/bin/python3 ] || missing="$missing python3"
command -v minisign >/dev/null || missing="$missing minisign"
command -v systemd-analyze >/dev/null || missing="$missing systemd"
for name in nginx tor strace openssl; do
    command -v $name >/dev/null || missing="$missing $name"
done
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
command -v exiftool >/dev/null || missing="$missing libimage-exiftool-perl"
perl -MArchive::Zip -e 1 2>/dev/null || missing="$missing libarchive-zip-perl"  # for its look into papers
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui"
[ -e /usr/include/asm-generic/unistd.h ] || missing="$missing linux-libc-dev"
command -v java >/dev/null || missing="$missing default-jre-headless"
judges() { # those that are pinned here
    sha256sum --status -c 2>/dev/null <<END
22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47  node_modules/vnu-jar/build/dist/vnu.jar
29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c  node_modules/axe-core/axe.min.js
END
}
judges || command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing."
    policy=/usr/sbin/policy-rc.d  # Debian asks it before it starts a service
    if [ ! -e $policy ]; then
        trap 'rm -f $policy' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
    fi
    apt-get update -qq || true
    # shellcheck disable=SC2086  a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null &&
        missing=
fi
if [ -n "$missing" ]; then
    echo "Not here:$missing. The tests that need them are skipped." >&2
fi
if ! judges; then
    npm install --prefix . --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --silent \
        vnu-jar@26.9.27 axe-core@4.14.1 || true
    judges || { rm -rf node_modules; echo "Not here: the Nu checker and axe. The tests that need them are skipped." >&2; }
fi
