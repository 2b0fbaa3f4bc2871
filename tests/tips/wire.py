"""A tipster's connection, byte by byte: forms as a browser sends them, at any pace."""

import http.client
import re
import secrets
import socket
import time
from io import BytesIO
from urllib.parse import urlsplit

DATE = re.compile(rb"\x61([\x92-\x9d])")  # 33 of HPACK's static table, and a length (RFC 7541)
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
    """Post a form to a unix socket in HTTP/2; return whether it is a 200, and its frames' bytes.

    The date is not weighed: a 3 in the time of day takes a bit more than a 0, whatever was asked.
    """
    contents = post_in_http2(address, path, body, "application/x-www-form-urlencoded")
    date = DATE.search(contents[0])[1][0] & 0x7F  # bytes
    return b"\x88" in contents[0][:2], sum(map(len, contents)) - date  # 0x88 is a status of 200


def post_in_http2(address, path, body, kind):
    """Post a form to a unix socket in HTTP/2, as fast as is let; return the answer's frames."""
    fields = {":method": "POST", ":scheme": "http", ":authority": "127.0.0.1", ":path": path,
              "content-type": kind, "content-length": str(len(body))}  # fmt: skip
    head = b"".join(
        b"\0" + b"".join(bytes([len(word)]) + word.encode() for word in field)
        for field in fields.items()
    )
    wide = (1 << 24).to_bytes(4, "big")
    begin = [(4, 0, 0, b"\0\x04" + wide), (8, 0, 0, wide), (1, 4, 1, head)]
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(60)
        sock.connect(address)
        sock.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"".join(map(_frame, begin)))
        with sock.makefile("rb") as answered:
            _send_in_http2(sock, answered, BytesIO(body), len(body))
            return list(_answer_in_http2(answered))


def _send_in_http2(sock, answered, body, left, stream=1):
    """Send a body in frames, no more of it than the other side says it has room for."""
    room = {0: 65_535, stream: 65_535}
    while left:
        if piece := body.read(min(16_384, left, *room.values())):
            left -= len(piece)
            room = {number: size - len(piece) for number, size in room.items()}
            sock.sendall(_frame((0, 0 if left else 1, stream, piece)))
            continue
        kind, number, content = _next_frame(answered)
        if kind == 8:
            room[number] += int.from_bytes(content, "big")
        settings = [content[at : at + 6] for at in range(0, len(content), 6)] if kind == 4 else []
        for each in settings:
            if each[:2] == b"\0\x04":  # what each stream has to begin with
                room[stream] += int.from_bytes(each[2:], "big") - 65_535


def _next_frame(answered):
    head = answered.read(9)
    content = answered.read(int.from_bytes(head[:3], "big"))
    return head[3], int.from_bytes(head[5:], "big"), content


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
