// Keeps parts of a page as the server would show them now: it is asked for the page again, and parts that changed are replaced. What may be shown
// stays the server's business alone.
import { localTimes } from "./times.js";

const LEAST_WAIT = 1000;
const MOST_WAIT = 60000;

/** Parts are elements with an id and data-live; afterwards is called when some were replaced. */
export class Live {
  #shown = new Map();
  #afterwards;
  #wait;
  #usual;
  #timer = null;
  #due = Infinity;
  #last = 0;
  #stopped = false;

  /** usual: how often, in milliseconds, it looks without having been told to. */
  constructor(usual, afterwards = () => {}) {
    this.#usual = usual;
    this.#wait = usual;
    this.#afterwards = afterwards;
    document.addEventListener("visibilitychange", () => document.hidden || this.soon());
    this.#in(usual);
  }

  /** Something has changed. */
  soon() {
    this.#stopped = false;
    this.#in(Math.max(50, this.#last + LEAST_WAIT - Date.now()));
  }

  /** Nothing changes any more. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #in(wait) {
    if (Date.now() + wait < this.#due) {
      clearTimeout(this.#timer);
      this.#due = Date.now() + wait;
      this.#timer = setTimeout(() => this.#look(), wait);
    }
  }

  async #look() {
    this.#due = Infinity;
    if (!document.hidden) {
      const begun = Date.now();
      const there = await this.now();
      const took = Date.now() - begun;
      // A page that costs the server much is asked for rarely; a server that is away even more so. Neither is given up.
      const rest = Math.min(MOST_WAIT, 40 * took);
      this.#last = Date.now() + rest;
      this.#wait = there ? Math.max(this.#usual, rest) : Math.min(MOST_WAIT, this.#wait * 2);
    }
    if (!this.#stopped) {
      this.#in(this.#wait);
    }
  }

  /** Looks now; false if the server could not be asked. */
  async now() {
    try {
      const query = new URLSearchParams(location.search);
      query.set("live", "true");
      const answer = await fetch(location.pathname + "?" + query, { headers: { Accept: "text/html" }, cache: "no-store" });
      if ([401, 403, 404].includes(answer.status)) {
        location.reload(); // The server says what to do, such as to log in again.
      }
      if (!answer.ok) {
        return false;
      }
      this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      return true;
    } catch {
      return false;
    }
  }

  #show(page) {
    let any = false;
    for (const fresh of page.querySelectorAll("[data-live][id]")) {
      const old = document.getElementById(fresh.id);
      const html = fresh.outerHTML;
      if (old && html !== this.#shown.get(fresh.id) && !old.querySelector("dialog[open]")) {
        this.#shown.set(fresh.id, html);
        replace(old, document.adoptNode(fresh));
        any = true;
      }
    }
    if (any) {
      this.#afterwards(page);
    }
  }
}

/** What was open stays open, what was focused keeps the focus, and what was scrolled its place. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  for (const details of old.querySelectorAll("details[id]")) {
    const same = fresh.querySelector("#" + CSS.escape(details.id));
    if (same) {
      same.open = details.open;
    }
  }
  const scrolled = [...old.querySelectorAll("[id]")].filter((element) => element.scrollTop || element.scrollLeft);
  // As page.js does; what is hidden could not have the focus.
  fresh.querySelectorAll(".scripted").forEach((element) => (element.hidden = false));
  old.replaceWith(fresh);
  localTimes(fresh);
  for (const element of scrolled) {
    document.getElementById(element.id)?.scrollTo(element.scrollLeft, element.scrollTop);
  }
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
