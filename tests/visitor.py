"""Somebody with a browser, without a browser: real requests to a real server, headers at will."""

import html
import http.client
import re
import secrets
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read()
        self.text = self.body.decode("utf-8", "replace")

    @property
    def hidden(self):
        """Return the hidden fields of the page's forms, the first form's first."""
        pairs = HIDDEN.findall(self.text)
        return {name: html.unescape(value) for name, value in reversed(pairs)}


class Visitor:
    """Sends the same headers each time, and follows no redirect."""

    def __init__(self, url, **headers):
        self.host = urlsplit(url).netloc
        self.headers = {"Origin": url} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

    def get(self, path):
        return self._ask("GET", path, None, {})

    def post(self, path, fields, files=()):
        """Send a form; files are (name, file name, type, bytes) and make it a multipart one."""
        if not files:
            kind = "application/x-www-form-urlencoded"
            return self._ask("POST", path, urlencode(fields).encode(), {"Content-Type": kind})
        boundary = secrets.token_hex(12)
        body = b"".join(_parts(boundary, fields, files))
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        )

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, self.headers | headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


def _parts(boundary, fields, files):
    for name, value in fields.items():
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        yield f"{value}\r\n".encode()
    for name, filename, kind, content in files:
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '.encode()
        yield f'filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
        yield content + b"\r\n"
    yield f"--{boundary}--\r\n".encode()
