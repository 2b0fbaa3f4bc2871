"""A tipster's connection, byte by byte: forms as a browser sends them, at any pace."""

import http.client
import secrets
import socket
import time
from io import BytesIO
from urllib.parse import urlsplit

MARK = b"marker" + secrets.token_hex(12).encode()


def form(content, name="notes.txt", kind="text/plain", **words):
    """Return (headers, body) of a tip with one file, the words before it as on our page."""
    boundary = secrets.token_hex(12)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in words.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
    )
    body = b"".join([*parts, content, f"\r\n--{boundary}--\r\n".encode()])
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, body


def marked(size):
    """Return clean text of about `size` bytes in which MARK stands on every line."""
    line = b"The lorries pass at two. " + MARK + b"\n"
    return line * (size // len(line) + 1)


def begin(url, path, headers, length):
    """Connect and send the head of a form; return the socket."""
    host = urlsplit(url)
    sock = socket.create_connection((host.hostname, host.port), timeout=60)
    head = {"Host": host.netloc, "Content-Length": str(length), "Origin": url} | headers
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    sock.sendall("\r\n".join([*lines, "", ""]).encode())
    return sock


def drip(sock, body, rate, step=0.1):
    """Send a body at `rate` bytes a second; stop early when the other side is done with us."""
    each = max(1, int(rate * step))
    stream = BytesIO(body)
    while piece := stream.read(each):
        sock.sendall(piece)
        time.sleep(step)


def answer(sock):
    """Return the status and the text of what comes back."""
    response = http.client.HTTPResponse(sock)
    response.begin()
    with response:
        return response.status, response.read().decode()


def weighed_in_http2(address, path, body):
    """Post a form to a unix socket in HTTP/2; return whether it is a 200, and its frames' bytes."""
    fields = {":method": "POST", ":scheme": "http", ":authority": "127.0.0.1", ":path": path,
              "content-type": "application/x-www-form-urlencoded",
              "content-length": str(len(body))}  # fmt: skip
    head = b"".join(
        b"\0" + b"".join(bytes([len(word)]) + word.encode() for word in field)
        for field in fields.items()
    )
    window = (1 << 24).to_bytes(4, "big")
    frames = [(4, 0, 0, b"\0\x04" + window), (8, 0, 0, window), (1, 4, 1, head), (0, 1, 1, body)]
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(60)
        sock.connect(address)
        sock.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"".join(map(_frame, frames)))
        with sock.makefile("rb") as answered:
            contents = list(_answer_in_http2(answered))
    return b"\x88" in contents[0][:2], sum(map(len, contents))  # 0x88 is a status of 200


def _frame(parts):
    kind, flags, stream, content = parts
    head = len(content).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big")
    return head + content


def _answer_in_http2(answered):
    """Yield what is in the frames of an answer's head and body, up to its last one."""
    while head := answered.read(9):
        content, kind, flags = answered.read(int.from_bytes(head[:3], "big")), head[3], head[4]
        if kind in (0, 1):
            yield content
            if flags & 1:
                return


def post(url, path, headers, body):
    """Send a form at once; return status and text."""
    with begin(url, path, headers, len(body)) as sock:
        sock.sendall(body)
        return answer(sock)
