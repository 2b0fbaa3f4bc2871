"""The settings of the tests: the site's own, in a folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

# Each process of pytest-xdist has its own. Set before the site's settings are read.
FOLDER = tempfile.mkdtemp(prefix="paper-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "ENV_FILE": os.devnull,
    "VAR_DIR": FOLDER,
    "SITE_URL": "http://testserver",
    # Always the same: by chance, two words of a test share a bucket of `comments.learning`.
    "SECRET_KEY": "the key of the tests, which no site has " * 2,
    "TIP_PEPPER": "the pepper of the tests, which no site has " * 2,
    "TIP_KDF_MEMORY": str(2**20),
}
for name in ("ONION_URL", "ALLOWED_HOSTS", "ADMIN_PATH", "SITE_NAME", "DEBUG", "CACHE_URL"):
    os.environ.pop(name, None)

from blogsite.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES["staticfiles"] = {"BACKEND": PLAIN}  # noqa: F405
STATIC_ROOT.mkdir()  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as on a site: in memory, two threads would share one connection's locks.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}  # noqa: F405
