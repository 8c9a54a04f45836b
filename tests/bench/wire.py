"""Bytes over the wire: a browser with an empty cache, counted on the socket, brotli accepted."""

import re
import socket
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import brotli

_ADDRESSES = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"')
_IN_SHEETS = re.compile(r"url\([\"']?(/[^\"')]+)")
_TOKEN = re.compile(r'name="csrf_token"[^>]*? value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back, and how many bytes it took, head and body."""

    status: int
    bytes_count: int
    headers: dict[str, str]
    text: str


@dataclass
class ColdBrowser:
    """Opens pages with all they need; files that may be kept for ever are loaded once."""

    port: int
    bytes_count: int = 0
    requests_count: int = 0
    csrf: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def open(self, path: str) -> Answer:
        """Open a page and go where it sends us; give its answer."""
        page = self._fetch("GET", path)
        if page.status == 303:
            return self.open(page.headers["location"])
        if page.status != 200:
            raise RuntimeError(f"{path}: {page.status}")
        self.csrf = token.group(1) if (token := _TOKEN.search(page.text)) else self.csrf
        self._load(_ADDRESSES.findall(page.text))
        return page

    def send(self, path: str, body: str) -> Answer:
        """Post a form."""
        return self._fetch("POST", path, body)

    def _load(self, addresses: list[str]) -> None:
        for address in addresses:
            if address.startswith("/") and address not in self._kept:
                self._kept.add(address)
                self._load(_IN_SHEETS.findall(self._fetch("GET", address).text))

    def _fetch(self, method: str, path: str, body: str = "") -> Answer:
        answer = _exchange(self.port, self._request(method, path, body))
        self.bytes_count += answer.bytes_count
        self.requests_count += 1
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self._cookies[name] = morsel.value
        return answer

    def _request(self, method: str, path: str, body: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        lines += ["Accept-Encoding: gzip, br", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded"]
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return "\r\n".join([*lines, f"Cookie: {cookies}", "", body]).encode()


def _exchange(port: int, request: bytes) -> Answer:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as opened:
        opened.sendall(request)
        received = b"".join(iter(lambda: opened.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(map(_header, lines))
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    text = brotli.decompress(body) if headers.get("content-encoding") == "br" else body
    return Answer(int(status.split()[1]), len(received), headers, text.decode("utf-8", "replace"))


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()


def _joined(chunks: bytes) -> bytes:
    joined = b""
    while True:
        size, _, rest = chunks.partition(b"\r\n")
        count = int(size, 16)
        if not count:
            return joined
        joined, chunks = joined + rest[:count], rest[count + 2 :]
