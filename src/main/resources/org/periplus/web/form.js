// The form of a process: sends its fields as an execute request, says at the fields what is wrong, and shows the request as code.
import { make, announce } from "./dom.js";
import { Unreadable, fieldAt, fill, first, read, startFields, startOver, tell, untell } from "./fields.js";
import { toJson, toPython } from "./json.js";
import { offerPresets } from "./presets.js";
import { send } from "./request.js";
import { text } from "./texts.js";

const LONGEST_SHOWN = 2000;
const form = document.getElementById("execute");
const fields = () => [...form.children].filter((child) => child.matches(".field[data-name]"));

/** The request; what cannot be read is told, and null is given. */
function request() {
  const inputs = {};
  const wrong = [];
  for (const field of fields()) {
    try {
      const value = read(field);
      if (value !== undefined) {
        inputs[field.dataset.name] = value;
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) {
        throw error;
      }
      wrong.push({ field: error.field, message: error.message });
    }
  }
  return { body: { ...about(), inputs }, wrong };
}

/** What is said of the job beside its inputs. */
function about() {
  const title = document.getElementById("job-title")?.value.trim();
  const tags = document.getElementById("job-tags")?.value.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
  return { ...(title && { title }), ...(tags?.length && { tags }) };
}

async function execute(event) {
  event.preventDefault();
  clearProblems();
  const { body, wrong } = request();
  if (wrong.length > 0) {
    show(wrong);
    return;
  }
  const sending = document.getElementById("sending");
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  sending.textContent = text("form.sending");
  const answer = await send("POST", form.action, toJson(body), { Prefer: "respond-async" });
  button.disabled = false;
  sending.textContent = "";
  if (answer.status === 201 && answer.location) {
    sending.textContent = text("form.sent");
    location.assign(answer.location);
  } else if (answer.ok) {
    announce(text("form.sent"));
    show([{ field: null, message: toJson(answer.body) }]);
  } else {
    show(problems(answer));
  }
}

/** What the server says, each at its field where it names one. */
function problems(answer) {
  if (answer.status === 0) {
    return [{ field: null, message: text("form.not-sent") }];
  }
  const single = (answer.problem?.problems ?? []).filter((each) => each?.path && each?.message);
  if (single.length === 0) {
    return [{ field: null, message: answer.problem?.detail ?? answer.problem?.title ?? String(answer.status) }];
  }
  return single.map((each) => ({ field: fieldAt(form, each.path), message: each.message }));
}

/** As the fields stand on the page; what belongs to none comes first. */
function inOrder(one, other) {
  if (!one.field || !other.field) {
    return (one.field ? 1 : 0) - (other.field ? 1 : 0);
  }
  return one.field.compareDocumentPosition(other.field) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
}

/** Tells a problem at its field; gives what leads there. */
function problem({ field, message }) {
  if (!field) {
    return message;
  }
  tell(field, message);
  const link = make("a", { href: `#${field.id}` }, message);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    first(field).focus();
  });
  return link;
}

/** A summary that leads to the fields; the first of them gets the focus. */
function show(wrong) {
  const summary = document.getElementById("summary");
  wrong.sort(inOrder);
  const list = make("ul");
  for (const each of wrong) {
    list.append(make("li", { class: "text" }, problem(each)));
  }
  summary.replaceChildren(make("p", {}, text("form.summary")), list);
  summary.hidden = false;
  const leading = wrong.find(({ field }) => field);
  const target = leading ? first(leading.field) : summary;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

// The request as code.

const tabs = [...form.querySelectorAll("[role=tab]")];
const panel = document.getElementById("code");

/** Secrets are named and not shown; what is long is shown in part and copied whole. */
function forCode(hidden) {
  const { body } = request();
  for (const field of fields()) {
    const { name } = field.dataset;
    if ("secret" in field.dataset && name in body.inputs && !body.inputs[name]?.$secret) {
      body.inputs[name] = `(${text("form.secret")})`;
    }
  }
  return hidden ? shortened(body) : body;
}

function shortened(value) {
  if (typeof value === "string" && value.length > LONGEST_SHOWN) {
    return value.slice(0, 60) + text("form.shortened", value.length);
  }
  if (Array.isArray(value)) {
    return value.map(shortened);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]));
  }
  return value;
}

function curl(body) {
  const quoted = toJson(body).replaceAll("'", "'\\''");
  const token = "loggedIn" in form.dataset ? ' \\\n  -H "Authorization: Bearer $TOKEN"' : "";
  return `curl -X POST '${form.action}' \\\n  -H 'Content-Type: application/json' -H 'Prefer: respond-async'${token} \\\n  -d '${quoted}'`;
}

function python(body) {
  const token = "loggedIn" in form.dataset ? ', "Authorization": f"Bearer {token}"' : "";
  return `import requests

answer = requests.post(
    ${JSON.stringify(form.action)},
    json=${toPython(body, "    ")},
    headers={"Prefer": "respond-async"${token}},
)
answer.raise_for_status()
print(answer.headers["Location"])
`;
}

const writers = { "tab-json": toJson, "tab-curl": curl, "tab-python": python };

function showCode() {
  if (!document.getElementById("as-code").open) {
    return;
  }
  const writer = writers[tabs.find((tab) => tab.ariaSelected === "true").id];
  panel.querySelector("pre").textContent = writer(forCode(true));
  document.getElementById("copy").dataset.copy = writer(forCode(false));
}

function choose(tab) {
  for (const each of tabs) {
    each.ariaSelected = String(each === tab);
    each.tabIndex = each === tab ? 0 : -1;
  }
  panel.setAttribute("aria-labelledby", tab.id);
  showCode();
}

function startTabs() {
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = tabs[(at + step + tabs.length) % tabs.length];
        choose(next);
        next.focus();
      }
    });
  });
  let due = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(showCode);
  });
  form.addEventListener("change", showCode);
  document.getElementById("as-code").addEventListener("toggle", showCode);
}

/** The inputs of an earlier job, whose page leads here. */
async function fillLike() {
  const job = new URLSearchParams(location.search).get("like");
  if (!job) {
    return;
  }
  const answer = await send("GET", `${document.body.dataset.root}jobs/${encodeURIComponent(job)}/inputs`);
  if (answer.ok) {
    fillIn(answer.body.inputs ?? {});
    announce(text("form.filled"));
  }
}

function fillIn(inputs) {
  for (const field of fields()) {
    if (Object.hasOwn(inputs, field.dataset.name)) {
      fill(field, inputs[field.dataset.name]);
    }
  }
  showCode();
}

// Presets.

/** What of the form may be kept: secrets are named, or not kept. */
function forPreset() {
  clearProblems();
  const { body, wrong } = request();
  if (wrong.length > 0) {
    show(wrong);
    return null;
  }
  for (const field of fields()) {
    const { name } = field.dataset;
    if ("secret" in field.dataset && !body.inputs[name]?.$secret) {
      delete body.inputs[name];
    }
  }
  return body.inputs;
}

function usePreset(inputs) {
  clearProblems();
  startOver(form);
  showSecrets();
  fillIn(inputs);
}

function clearProblems() {
  untell(form);
  document.getElementById("summary").hidden = true;
}

/** Secrets that are stored can be named instead of typed. */
async function offerSecrets() {
  if (!form.querySelector(".named-secrets")) {
    return;
  }
  const answer = await send("GET", `${document.body.dataset.root}secrets`);
  usableSecrets = (answer.body?.secrets ?? []).filter((each) => !each.header && !each.buckets && !each.registry).map((each) => each.name);
  showSecrets();
}

let usableSecrets = [];

function showSecrets() {
  if (usableSecrets.length === 0) {
    return;
  }
  for (const place of form.querySelectorAll(".named-secrets")) {
    place.querySelector("select").append(...usableSecrets.map((name) => make("option", { value: name }, name)));
    place.hidden = false;
  }
}

if (form) {
  startFields(form);
  startTabs();
  form.addEventListener("submit", execute);
  form.hidden = false;
  fillLike();
  offerSecrets();
  offerPresets(forPreset, usePreset);
}
