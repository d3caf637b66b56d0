"""What is wrong with a request, in the words of the form it was asked with."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from tumen.web.problems import Problem

FIELDS = {
    "runs": "Runs",
    "people_share": "People",
    "scenario": "Scenario",
    "case": "Case",
    "settings": "Beliefs",
    "policies": "Policies",
    "fit": "Fit",
    "seed": "Seed",
    "from": "From",
    "to": "To",
    "kind": "What",
    "says": "Sentence",
    "place": "Place",
    "period": "Period",
    "value": "Amount",
    "grade": "Grade",
    "name": "Name",
    "title": "Title",
    "outlet": "Outlet",
    "published": "Published",
    "file": "File",
    "accept": "Accept",
    "reason": "Reason",
    "origin": "Origin",
}
"""Key of a request -> what the form calls it."""

OPTIONS = {
    "--runs": "Runs",
    "--people-share": "People",
    "--seed": "Seed",
    "--from": "From",
    "--to": "To",
    "--evidence": "Case",
    "--posterior": "Fit",
    "--out": "Folder",
    "--set": "Belief",
}
"""Option of a command -> what the form calls it."""

KINDS = {"run": "a run", "fit": "a fit", "comparison": "a comparison"}


def of_the_form(said: str) -> str:
    """What a command said of its options, said of the form's fields."""
    plain = re.sub(r"^error:\s*", "", said)
    names = "|".join(map(re.escape, OPTIONS))
    return re.sub(rf"(?<![\w-])({names})(?![\w-])", lambda found: OPTIONS[found[1]], plain)


def _sentence(error: RequestValidationError) -> str:
    """The first fault of a request."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if part != "body"]
    kind = KINDS.get(where[0]) if where else None
    field = next((FIELDS[part] for part in where if part in FIELDS and part not in KINDS), "")
    field = field or next((FIELDS[part] for part in where[1:] if part in FIELDS), "Form")
    context, given = first.get("ctx", {}), first.get("input")
    if "ge" in context and isinstance(given, int | float):
        return f"{field} is {given:,}; {kind or 'it'} needs at least {context['ge']:,}."
    if "le" in context and kind and isinstance(given, int | float):
        return f"{field} is {given:,}; {kind} takes at most {context['le']:,}."
    said = str(first["msg"]).rstrip(".")
    return f"{field}: {said[:1].lower()}{said[1:200]}."


class InFormWords(APIRoute):
    """A route that tells what is wrong with a request in the words of the form."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, its refusals put into words."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                raise Problem(422, _sentence(error)) from None

        return told
