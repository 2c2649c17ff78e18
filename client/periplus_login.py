#!/usr/bin/env python3
"""Logs in to a Periplus server from the command line or a notebook, and keeps the token.

    periplus_login.py login|logout|token URL

The server says at which identity provider (GET /ogc-api/issuers); the user says yes there, in any browser (device
flow, RFC 8628). Tokens lie in periplus/tokens.json in the user's configuration folder, which nobody else can read.
In a notebook:

    from periplus_login import login, token
    login("https://processes.example.org")
    requests.get(url, headers={"Authorization": "Bearer " + token("https://processes.example.org")})

token() asks the provider for a new token when the old one ends soon. Python 3.9 or newer, and nothing else.
"""

import contextlib
import fcntl
import json
import os
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
TIMEOUT = 30  # seconds for one answer
MOST_BYTES = 1 << 20  # of an answer
ENDS_SOON = 30  # seconds before its end a token is no longer used
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class LoginError(Exception):
    """Says in a sentence what is wrong."""


def login(server, show=print):
    """Lets the user log in, and keeps the token. `show` is told what the user has to do."""
    root = _root(server)
    issuer = _issuer(root)
    provider = _provider(issuer)
    started = _post(provider["device_authorization_endpoint"], {"client_id": issuer["deviceClient"], "scope": "openid"})
    code, user_code, where = (_text(started, name) for name in ("device_code", "user_code", "verification_uri"))
    show("Open this page in a browser, on any device:")
    show("")
    show("  " + _safe_url(started.get("verification_uri_complete") or where))
    show("")
    show("and check that it shows the code " + _printable(user_code))
    form = {"grant_type": GRANT, "device_code": code, "client_id": issuer["deviceClient"]}
    answer = _wait(provider["token_endpoint"], form, _number(started, "interval", 5), _number(started, "expires_in", 600))
    entry = {
        "issuer": issuer["issuer"],
        "client": issuer["deviceClient"],
        "token_endpoint": provider["token_endpoint"],
        "revocation_endpoint": provider.get("revocation_endpoint"),
    }
    with _tokens() as tokens:
        tokens[root] = _kept(entry, answer)
    me = _get(root + "/ogc-api/me", answer["access_token"])
    tenants = ", ".join(me.get("tenants", [])) or "none"
    show("You are %s: role %s, tenants %s." % (
        _printable(me.get("name", "?")), _printable(me.get("role", "none")), _printable(tenants)))


def token(server):
    """A token that the server takes now."""
    root = _root(server)
    with _tokens() as tokens:
        entry = tokens.get(root)
        if entry is None:
            raise LoginError("you are not logged in to %s. Log in with: ./periplus login %s" % (root, root))
        if entry["ends"] - ENDS_SOON < time.time():
            tokens[root] = entry = _refreshed(root, entry)
        return entry["access_token"]


def logout(server):
    """Forgets the token, and tells the provider; false when that could not be told."""
    root = _root(server)
    with _tokens() as tokens:
        entry = tokens.pop(root, None)
    if entry is None or not entry.get("revocation_endpoint"):
        return entry is None
    form = {"client_id": entry["client"], "token": entry.get("refresh_token") or entry["access_token"]}
    try:
        _ask(entry["revocation_endpoint"], form)
    except (LoginError, OSError):
        return False
    return True


def _refreshed(root, entry):
    if not entry.get("refresh_token"):
        raise LoginError("your token for %s has ended. Log in again with: ./periplus login %s" % (root, root))
    form = {"grant_type": "refresh_token", "refresh_token": entry["refresh_token"], "client_id": entry["client"]}
    status, answer = _ask(entry["token_endpoint"], form)
    if status == 400:
        raise LoginError("your login to %s has ended. Log in again with: ./periplus login %s" % (root, root))
    if status != 200:
        raise LoginError("%s answers %d. Please try again." % (entry["token_endpoint"], status))
    return _kept(entry, answer)


def _kept(entry, answer):
    return dict(
        entry,
        access_token=_text(answer, "access_token"),
        refresh_token=answer.get("refresh_token", entry.get("refresh_token")),
        ends=time.time() + _number(answer, "expires_in", 60),
    )


# ---- the server and its provider ------------------------------------------------------------


def _root(server):
    """The server's root: tokens are kept by it, whichever of its pages was named."""
    if "://" not in server:
        host = urllib.parse.urlsplit("//" + server).hostname
        server = ("http://" if host in LOOPBACK else "https://") + server
    parts = urllib.parse.urlsplit(server)
    path = parts.path.rstrip("/")
    if "/ogc-api" in path + "/":
        # /ogc-api or /TENANT/ogc-api, perhaps below a path of a proxy
        before = path.split("/ogc-api")[0]
        path = before.rsplit("/", 1)[0] if before else ""
    return _protected(urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", "")))


def _protected(url):
    """Tokens and codes go over TLS, or stay on this machine."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url
    raise LoginError("%s is neither https nor on this machine: whoever is between could take the token." % _printable(url))


def _issuer(root):
    issuers = _get(root + "/ogc-api/issuers").get("issuers", [])
    for issuer in issuers:
        if issuer.get("deviceClient"):
            return issuer
    raise LoginError(
        "%s has no identity provider at which the command line can log in"
        " (periplus.security.oidc.issuers.NAME.device-client)." % root
    )


def _provider(issuer):
    described = _get(_protected(issuer["configuration"]))
    if described.get("issuer") != issuer["issuer"]:
        raise LoginError("%s does not describe %s." % (_printable(issuer["configuration"]), _printable(issuer["issuer"])))
    for name in ("device_authorization_endpoint", "token_endpoint"):
        if name not in described:
            raise LoginError("%s has no %s: it knows no device flow." % (_printable(issuer["issuer"]), name))
    for name in ("device_authorization_endpoint", "token_endpoint", "revocation_endpoint"):
        if name in described:
            _protected(described[name])
    return described


def _wait(endpoint, form, interval, lasts):
    """Asks until the user has said yes or no: RFC 8628, 3.5."""
    ends = time.monotonic() + lasts
    while time.monotonic() + interval < ends:
        time.sleep(interval)
        try:
            status, answer = _ask(endpoint, form)
        except OSError:  # away, or slow: ask less often
            interval *= 2
            continue
        error = answer.get("error")
        if status == 200:
            return answer
        if error == "slow_down":
            interval += 5
        elif error == "access_denied":
            raise LoginError("the login was refused.")
        elif error == "expired_token":
            break
        elif error != "authorization_pending" and status < 500:
            raise LoginError("the identity provider says: %s." % _printable(answer.get("error_description") or error or status))
    raise LoginError("nobody has logged in within the time that the identity provider gives. Please try again.")


# ---- HTTP and JSON --------------------------------------------------------------------------


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token must not follow a server to another one."""

    def redirect_request(self, *_):
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def _get(url, bearer=None):
    headers = {"Accept": "application/json"}
    if bearer:
        headers["Authorization"] = "Bearer " + bearer
    status, answer = _send(urllib.request.Request(url, headers=headers))
    if status != 200:
        raise LoginError("%s answers %d: %s" % (_printable(url), status, _printable(answer.get("detail", ""))))
    return answer


def _post(url, form):
    status, answer = _ask(url, form)
    if status != 200:
        reason = answer.get("error_description") or answer.get("error") or status
        raise LoginError("%s says: %s." % (_printable(url), _printable(reason)))
    return answer


def _ask(url, form):
    body = urllib.parse.urlencode(form).encode()
    return _send(urllib.request.Request(url, data=body, headers={"Accept": "application/json"}))


def _send(request):
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as response:
            status, body = response.status, response.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        with error:
            status, body = error.code, error.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise LoginError("%s answers with more than a MiB." % _printable(request.full_url))
    try:
        answer = json.loads(body) if body.strip() else {}
    except ValueError:
        answer = {}
    return status, answer if isinstance(answer, dict) else {}


def _text(answer, name):
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise LoginError("the identity provider's answer has no %s." % name)
    return value


def _number(answer, name, otherwise):
    value = answer.get(name, otherwise)
    return max(1, min(value, 86400)) if isinstance(value, (int, float)) else otherwise


def _safe_url(url):
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise LoginError("the identity provider names no page to log in.")
    return _printable(url)


def _printable(text):
    """What others say must not move the terminal's cursor."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))[:2000]


# ---- where tokens lie -----------------------------------------------------------------------


def _folder():
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    folder = Path(home, "periplus")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _tokens():
    """The tokens by the roots of servers, for one program at a time; what is changed is kept."""
    folder = _folder()
    file = folder / "tokens.json"
    with open(os.open(folder / "tokens.lock", os.O_CREAT | os.O_RDWR, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            tokens = json.loads(file.read_text())
        except FileNotFoundError:
            tokens = {}
        before = json.dumps(tokens)
        yield tokens
        if json.dumps(tokens) != before:
            handle, name = tempfile.mkstemp(dir=folder)  # 0600 from its first byte on
            with open(handle, "w") as new:
                json.dump(tokens, new, indent=1)
            os.replace(name, file)


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("login", "logout", "token"):
        print(__doc__, file=sys.stderr)
        return 2
    command, server = arguments
    try:
        if command == "login":
            login(server, lambda line: print(line, flush=True))
        elif command == "token":
            print(token(server))
        elif logout(server):
            print("You are logged out.")
        else:
            print("The token is forgotten here; the identity provider could not be told, so it counts until it ends.")
    except LoginError as error:
        print("login: " + str(error), file=sys.stderr)
        return 1
    except OSError as error:
        print("login: %s" % _printable(getattr(error, "reason", error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
