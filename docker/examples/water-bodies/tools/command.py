"""What the tools share: a run that ends with a sentence, and STAC items read from where they lie."""

import argparse
import http.client
import json
import sys
import urllib.request
from urllib.parse import urljoin, urlsplit

TIMEOUT = 60  # seconds without an answer


class BadInput(Exception):
    """The caller can mend this; the text says what is wrong."""


class Arguments(argparse.ArgumentParser):
    """A parser whose complaints are bad input like any other."""

    def error(self, message):
        raise BadInput(message)


def run(main):
    """Runs a tool; what its user can mend ends as one sentence and exit code 1."""
    try:
        main()
    except BadInput as problem:
        log(f"error: {problem}")
        sys.exit(1)
    except Exception as problem:
        if type(problem).__module__.startswith("rasterio") or isinstance(problem, OSError):
            log(f"error: {one_line(problem)}")
            sys.exit(1)
        raise


def log(text):
    print(text, file=sys.stderr, flush=True)


def one_line(problem):
    text = str(getattr(problem, "reason", None) or problem)
    return " ".join(text.split()) or type(problem).__name__


def read_item(reference):
    """The STAC item at a URL or in a file."""
    try:
        if is_url(reference):
            request = urllib.request.Request(reference, headers={"Accept": "application/geo+json, application/json"})
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                text = answer.read()
        else:
            with open(reference, "rb") as file:
                text = file.read()
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise BadInput(f"the STAC item {reference} cannot be read: {one_line(problem)}") from problem
    try:
        item = json.loads(text)
    except ValueError as problem:
        raise BadInput(f"{reference} is not JSON: {one_line(problem)}") from problem
    if not is_item(item):
        raise BadInput(f"{reference} is not a STAC item")
    return item


def is_item(document):
    """Whether the members that the tools read have the form that STAC gives them."""
    return (
        isinstance(document, dict)
        and document.get("type") == "Feature"
        and isinstance(document.get("properties"), dict)
        and isinstance(document.get("assets"), dict)
        and all(isinstance(asset, dict) and isinstance(asset.get("href"), str) for asset in document["assets"].values())
    )


def resolve(reference, href):
    """Where an asset lies whose link stands in the item that was read from this reference."""
    return urljoin(reference, href)


def to_gdal(location):
    """The location in GDAL's words, which reads parts of remote files."""
    return "/vsicurl/" + location if is_url(location) else location


def is_url(text):
    return urlsplit(text).scheme in ("http", "https")
