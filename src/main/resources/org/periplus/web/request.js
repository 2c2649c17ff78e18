// Requests that change something: as JSON, which no form of another site can send, and with the session's token.

/** Sends a request; the answer is {ok, status, text, body, problem, location}. Whoever cannot be reached is status 0. */
export async function send(method, url, body, headers = {}) {
  const token = document.body.dataset.changeToken;
  const all = { Accept: "application/json", ...headers };
  if (token) {
    all["X-CSRF-Token"] = token;
  }
  let content = body;
  if (body !== undefined && typeof body !== "string" && !(body instanceof Blob)) {
    content = JSON.stringify(body);
  }
  if (content !== undefined && !all["Content-Type"]) {
    all["Content-Type"] = "application/json";
  }
  try {
    const answer = await fetch(url, { method, headers: all, body: content, cache: "no-store" });
    const written = await answer.text();
    const read = json(written);
    return {
      ok: answer.ok,
      status: answer.status,
      text: written,
      body: read,
      problem: answer.ok ? null : (read ?? { title: answer.statusText }),
      location: answer.headers.get("Location"),
    };
  } catch (error) {
    return { ok: false, status: 0, text: "", body: null, problem: { title: String(error.message) }, location: null };
  }
}

function json(written) {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
