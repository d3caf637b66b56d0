"""Who may ask: a token, the right host, the right origin; and what a page may load."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

DIGITS = 15
"""Digits of a length that is still a number."""

READING = frozenset({"GET", "HEAD"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Content-Security-Policy of every answer that does not set a stricter one of its own."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)

LOCKED = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Tumen</title>"
    "<p>This page opens with the address that <code>tumen app</code> printed, the one that ends in "
    "<code>?token=</code> and some letters. If it was closed, start it again, or reload this page.</p></html>"
)


class TooLarge(HTTPException):
    """A body that goes on beyond what it may have, whatever its length was said to be."""

    def __init__(self, words: str) -> None:
        super().__init__(413, words)


def new_token() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


@dataclass
class Guard:
    """Lets a request through to the app, or answers it.

    Attributes
    ----------
    hosts
        What the header ``Host`` may say, port included.
    token
        What the cookie or the header ``Authorization: Bearer`` must say.
    largest
        Bytes of a request's body beyond which it is refused.
    """

    app: Application
    token: str
    hosts: frozenset[str]
    largest: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await _answer(send, scope, *refusal)
            return
        handed_in = _handed_in(scope)
        if handed_in is not None and scope["method"] in READING and scope["path"] == "/":
            await self._let_in(handed_in, scope, send)
            return
        if not self._known(headers):
            await _answer(send, scope, 401, "Open the address that tumen app printed, with its token.")
            return
        try:
            await self.app(scope, _limited(receive, self.largest, self._too_large()), _dressed(send, scope))
        except TooLarge:
            await _answer(send, scope, 413, self._too_large())

    @property
    def cookie(self) -> str:
        """Name of the cookie: of one's own for each port, since a browser keeps one jar for them all."""
        return f"tumen-{min(self.hosts).rpartition(':')[2]}"

    def _too_large(self) -> str:
        return f"A request may have {self.largest // 1_000_000} MB; cut the file and try again."

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return 403, f"This server is reached as {min(self.hosts)}, not under another name."
        origin = headers.get("origin")
        if scope["method"] not in READING:
            allowed = {f"http://{one}" for one in self.hosts}
            if origin is None and not self._bearer(headers):
                return 403, "A change needs the page's own Origin, or a script's Bearer token without one."
            if origin is not None and origin.lower() not in allowed:
                return 403, "This request comes from a page of another site; it is refused."
        elif headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and scope["path"] != "/":
            return 403, "This request comes from a page of another site; it is refused."
        length = headers.get("content-length", "0")
        plain = length.isascii() and length.isdigit() and len(length) <= DIGITS
        if not plain or int(length) > self.largest:
            return 413, self._too_large()
        return None

    def _bearer(self, headers: dict[str, str]) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._is_token(given.strip())

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())

    def _known(self, headers: dict[str, str]) -> bool:
        if self._bearer(headers):
            return True
        pairs = (part.partition("=") for part in headers.get("cookie", "").split(";"))
        return any(name.strip() == self.cookie and self._is_token(value.strip()) for name, _, value in pairs)

    async def _let_in(self, given: str, scope: Scope, send: Send) -> None:
        """The token was in the address: keep it as a cookie and take it out of the address."""
        if not self._is_token(given):
            await _answer(send, scope, 401, "This token is not the one that tumen app printed.")
            return
        cookie = f"{self.cookie}={self.token}; HttpOnly; SameSite=Strict; Path=/"
        extra = [(b"set-cookie", cookie.encode()), (b"location", b"/"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 303, "headers": [*HEADERS, *extra]})
        await send({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by lower-case name; of two that say different things the joint value, which fits nothing.

    Cookies alone may come in several headers.
    """
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, said = name.decode("latin-1").lower(), value.decode("latin-1")
        joint = "; " if key == "cookie" else ", "
        found[key] = f"{found[key]}{joint}{said}" if key in found else said
    return found


def _handed_in(scope: Scope) -> str | None:
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return query["token"][0] if "token" in query else None


async def _answer(send: Send, scope: Scope, status: int, words: str) -> None:
    """A short answer: a sentence for programs, the tiny page for people without a token."""
    if status == 401 and not scope["path"].startswith("/api"):
        body, kind = LOCKED.encode(), b"text/html; charset=utf-8"
    else:
        body, kind = json.dumps({"error": words}).encode(), b"application/json"
    headers = [
        *HEADERS,
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _limited(receive: Receive, largest: int, words: str) -> Receive:
    """A body that breaks off where it becomes too large."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise TooLarge(words)
        return message

    return limited


def _dressed(send: Send, scope: Scope) -> Send:
    """Every answer carries the headers that keep a browser from doing more than it should."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", []))
            names = {name.lower() for name, _ in given}
            given += [one for one in HEADERS if one[0] not in names]
            if b"content-security-policy" not in names:
                given.append((b"content-security-policy", POLICY.encode()))
            if scope["path"].startswith("/api") and b"cache-control" not in names:
                given.append((b"cache-control", b"no-store"))
            message = {**message, "headers": given}
        await send(message)

    return dressed
