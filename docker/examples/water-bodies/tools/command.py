"""What the tools share: a run that ends with a sentence, and STAC items read from where they lie."""

import json
import sys
import urllib.error
import urllib.request
from urllib.parse import urljoin, urlsplit

TIMEOUT = 60  # seconds without an answer


class BadInput(Exception):
    """The caller can mend this; the text says what is wrong."""


def run(main):
    """Runs a tool; what its user can mend ends as one sentence and exit code 1."""
    # rasterio is not imported here: the tool that reads no raster should not wait for it
    try:
        main()
    except BadInput as problem:
        log(f"error: {problem}")
        sys.exit(1)
    except Exception as problem:
        module = type(problem).__module__
        if module.startswith("rasterio") or isinstance(problem, OSError):
            log(f"error: {one_line(problem)}")
            sys.exit(1)
        raise


def log(text):
    print(text, file=sys.stderr, flush=True)


def one_line(problem):
    return " ".join(str(problem).split()) or type(problem).__name__


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
    except (OSError, ValueError) as problem:
        raise BadInput(f"the STAC item {reference} cannot be read: {one_line(problem)}") from problem
    try:
        item = json.loads(text)
    except ValueError as problem:
        raise BadInput(f"{reference} is not JSON: {one_line(problem)}") from problem
    if not isinstance(item, dict) or item.get("type") != "Feature" or not isinstance(item.get("assets"), dict):
        raise BadInput(f"{reference} is not a STAC item")
    return item


def asset_location(reference, href):
    """Where GDAL finds an asset whose link stands in the item read from this reference."""
    location = urljoin(reference, href)
    return "/vsicurl/" + location if is_url(location) else location


def is_url(text):
    return urlsplit(text).scheme in ("http", "https")
