// Deploys a package: shows what is wrong in its text, or what it would be, before it is deployed or takes the place of another.
import { make } from "./dom.js";
import { difference } from "./diff.js";
import { pictureOf } from "./picture.js";
import { send } from "./request.js";
import { text } from "./texts.js";

const form = document.getElementById("deploy");
const area = document.getElementById("text");
const address = document.getElementById("url");
const gutter = form.querySelector(".gutter");
const result = document.getElementById("result");
const found = document.getElementById("found");
const FOLDED = 8;
const AROUND = 3;
const MOST_LINES = 20000;
let asked = 0;

/** What is sent: the text, or where it is. */
function body() {
  const url = address.value.trim();
  return url === "" ? area.value : JSON.stringify({ processDescription: {}, executionUnit: { href: url, type: "application/cwl" } });
}

function target(parameters) {
  const query = new URLSearchParams(parameters);
  const workflow = document.getElementById("w").value.trim();
  if (workflow) {
    query.set("w", workflow);
  }
  const visibility = document.getElementById("visibility")?.value;
  if (visibility) {
    query.set("visibility", visibility);
  }
  const said = query.toString();
  return form.dataset.target + (said ? `?${said}` : "");
}

const post = (parameters) => send(form.dataset.method, target(parameters), body(), { "Content-Type": type() });

/** JSON may be a package of either kind: the server sees which. */
const type = () => (body().trimStart().startsWith("{") ? "application/json" : "application/cwl+yaml");

async function check(event) {
  event?.preventDefault();
  const checking = document.getElementById("checking");
  if (body().trim() === "") {
    checking.textContent = text("deploy.nothing");
    area.focus();
    return;
  }
  asked++;
  const mine = asked;
  checking.textContent = text("deploy.checking");
  const answer = await post({ "dry-run": "true" });
  if (mine !== asked) {
    return; // it is checked anew already
  }
  checking.textContent = "";
  document.getElementById("ready").hidden = !answer.ok;
  document.getElementById("deploy-error").hidden = true;
  markGutter([]);
  if (answer.ok) {
    showProcess(answer.body);
    showGraph([]);
    await showDifference();
  } else {
    showProblems(answer);
  }
  result.hidden = false;
  result.focus();
  result.scrollIntoView({ block: "start" });
}

// What is wrong.

function showProblems(answer) {
  const { problem } = answer;
  const single = (problem.problems ?? []).filter((each) => each?.line && each?.message);
  const head = document.getElementById("result-title");
  if (single.length === 0) {
    head.textContent = text("deploy.refused");
    const said = answer.status === 0 ? text("form.not-sent") : (problem.detail ?? problem.title);
    found.replaceChildren(make("p", { class: "notice bad text" }, said));
    return;
  }
  head.textContent = single.length === 1 ? text("deploy.problem") : text("deploy.problems", single.length);
  const shown = sourceOf();
  const own = shown === null ? [] : single.filter((each) => !each.document.includes("://"));
  const others = single.filter((each) => !own.includes(each));
  found.replaceChildren();
  if (others.length > 0) {
    found.append(make("ul", { class: "notice bad" }, ...others.map((each) => make("li", { class: "text" }, `${each.document}:${each.line}:${each.column}: ${each.message}`))));
  }
  if (own.length > 0) {
    found.append(listing(shown.split(/\r\n|\r|\n/), own));
    markGutter(own.map((each) => each.line));
  }
}

/** The document whose lines the problems name; null where it is elsewhere. */
function sourceOf() {
  if (address.value.trim() !== "") {
    return null;
  }
  if (type() === "application/json") {
    try {
      const unit = [JSON.parse(area.value).executionUnit].flat()[0];
      if (unit) {
        return typeof unit.value === "string" ? unit.value : null;
      }
    } catch {
      return area.value;
    }
  }
  return area.value;
}

/** The document with each problem below its line; what is far from any is folded. */
function listing(lines, problems) {
  const at = new Map();
  for (const each of problems) {
    at.set(each.line, [...(at.get(each.line) ?? []), each]);
  }
  const box = make("div", { class: "listing card" });
  const near = new Set();
  for (const line of at.keys()) {
    for (let i = line - AROUND; i <= line + AROUND; i++) {
      near.add(i);
    }
  }
  for (let from = 1; from <= Math.min(lines.length, MOST_LINES); ) {
    let to = from;
    while (to < lines.length && near.has(to + 1) === near.has(from)) {
      to++;
    }
    const part = near.has(from) ? rows(lines, from, to, at) : folded(lines, from, to, at);
    box.append(part);
    from = to + 1;
  }
  return box;
}

function folded(lines, from, to, at) {
  const all = rows(lines, from, to, at);
  return to - from < FOLDED ? all : make("details", {}, make("summary", {}, text("deploy.lines", from, to)), all);
}

function rows(lines, from, to, at) {
  const list = make("ol", { start: from });
  for (let line = from; line <= to; line++) {
    const row = make("li", { value: line }, make("code", {}, lines[line - 1] === "" ? " " : lines[line - 1]));
    for (const problem of at.get(line) ?? []) {
      row.classList.add("bad");
      const go = make("button", { type: "button", class: "plain", onclick: () => select(line) }, text("deploy.go", line));
      row.append(make("p", { class: "error" }, `${text("deploy.at", problem.column)} ${problem.message} `, go));
    }
    list.append(row);
  }
  return list;
}

/** Puts the cursor on a line of the text. */
function select(line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  area.scrollTop = Math.max(0, (line - 5) * Number.parseFloat(getComputedStyle(area).lineHeight));
}

function markGutter(bad) {
  const count = area.value.split("\n").length;
  const marked = new Set(bad);
  const shown = Math.min(count, MOST_LINES);
  gutter.textContent = Array.from({ length: shown }, (unused, at) => (marked.has(at + 1) ? `✕ ${at + 1}` : at + 1)).join("\n");
}

// What it would be.

function showProcess(process) {
  document.getElementById("result-title").textContent = text("deploy.good", process.title ?? process.id);
  const facts = make("dl", { class: "facts" }, fact("process.id", process.id), fact("process.version", process.version));
  const warnings = (process.metadata ?? []).filter((each) => each.role === "urn:periplus:warning");
  found.replaceChildren(facts);
  if (process.description && process.description !== process.title) {
    found.append(make("p", { class: "text" }, process.description));
  }
  if (warnings.length > 0) {
    found.append(make("h3", {}, text("process.warnings")), make("ul", { class: "notice" }, ...warnings.map((each) => make("li", {}, each.value))));
  }
  found.append(make("div", { id: "difference" }), make("h3", {}, text("deploy.needs")), needs(process.needs));
  found.append(make("section", { id: "graph", hidden: true }));
  found.append(make("h3", {}, text("process.inputs")), parameters("process.inputs", process.inputs ?? {}));
  found.append(make("h3", {}, text("process.outputs")), parameters("process.outputs", process.outputs ?? {}));
}

/** Draws its workflow, with some of its boxes open; a box that is opened or closed is drawn anew. */
async function showGraph(open) {
  const mine = asked;
  const query = new URLSearchParams(open.map((id) => ["open", id]));
  const workflow = document.getElementById("w").value.trim();
  if (workflow) {
    query.set("w", workflow);
  }
  if (form.dataset.replaced) {
    query.set("replaces", form.dataset.replaced);
  }
  const answer = await send("POST", `${form.dataset.graph}?${query}`, body(), { "Content-Type": type(), Accept: "image/svg+xml" });
  const picture = answer.ok ? pictureOf(answer.text) : null;
  const place = document.getElementById("graph");
  if (mine !== asked || !picture || !place) {
    return;
  }
  const frame = make("div", { class: "workflow-frame", tabindex: "0", role: "region", "aria-label": text("graph.heading") }, document.importNode(picture, true));
  for (const link of frame.querySelectorAll("a[href^='?']")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const node = link.closest("[data-node]").dataset.node;
      await showGraph(new URLSearchParams(link.getAttribute("href").replace(/#.*$/, "")).getAll("open"));
      [...document.querySelectorAll("#graph [data-node]")].find((each) => each.dataset.node === node)?.querySelector("a")?.focus({ preventScroll: true });
    });
  }
  place.replaceChildren(make("h3", {}, text("graph.heading")), frame);
  place.hidden = false;
}

const fact = (key, value) => make("div", {}, make("dt", {}, text(key)), make("dd", {}, value));

function needs(all) {
  const list = make("ul");
  const say = (...words) => list.append(make("li", {}, ...words));
  if (all.images.length > 0) {
    say(`${text("deploy.images")} `, ...all.images.flatMap((image, at) => [at > 0 ? ", " : "", make("code", {}, image)]));
  } else {
    say(text("deploy.no-images"));
  }
  say(text(all.networkAccess ? "deploy.network" : "deploy.no-network"));
  if (all.cores !== undefined) {
    say(text("deploy.cores", all.cores));
  }
  if (all.memory !== undefined) {
    say(text("deploy.memory", `${(all.memory / 2 ** 30).toFixed(1)} GiB`));
  }
  if (all.graphicsProcessors) {
    say(text("deploy.gpu"));
  }
  if (all.pools.length > 0) {
    say(text("deploy.pools", all.pools.join(", ")));
  }
  if (all.secrets.length > 0) {
    say(text("deploy.secrets", all.secrets.join(", ")));
  }
  return list;
}

function parameters(title, all) {
  const inputs = title === "process.inputs";
  const names = Object.keys(all);
  if (names.length === 0) {
    return make("p", { class: "none" }, text("page.none"));
  }
  const heads = ["process.name", "process.meaning", "process.type", ...(inputs ? ["process.needed"] : [])];
  const head = make("tr", {}, ...heads.map((key) => make("th", { scope: "col" }, text(key))));
  const table = make("table", { class: "parameters" }, make("thead", {}, head), make("tbody", {}, ...names.map((name) => row(name, all[name], inputs))));
  return make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": text(title) }, table);
}

function row(name, parameter, inputs) {
  const meaning = [parameter.title, parameter.description].filter((each, at, both) => each && each !== name && each !== both[at - 1]).join(" – ");
  const needed = parameter.minOccurs === 0 ? text("form.optional") : text("process.required");
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, make("code", {}, name)),
    make("td", { class: "text" }, meaning),
    make("td", {}, words(parameter["extended-schema"] ?? parameter.schema)),
    inputs ? make("td", {}, needed) : null,
  );
}

/** What a value is, in a few words. */
function words(schema) {
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice && !schema.type) {
    return wordsOfChoice(choice);
  }
  if (schema.enum) {
    return text("form.type.choice", schema.enum.slice(0, 20).join(", "));
  }
  if (schema.type === "array") {
    return text("form.type.list", words(schema.items ?? {}));
  }
  const key = { string: "text", integer: "integer", number: "number", boolean: "boolean", object: "record" }[schema.type];
  return text(`form.type.${key ?? "json"}`);
}

function wordsOfChoice(choice) {
  const classes = choice.map((each) => each.properties?.class?.enum?.[0]);
  if (classes.includes("Directory")) {
    return text("form.type.folder");
  }
  if (classes.includes("File") || choice[0]?.allOf?.[0]?.$ref) {
    return text("form.type.file");
  }
  return [...new Set(choice.map(words))].join(` ${text("form.type.or")} `);
}

async function showDifference() {
  if (!form.dataset.before || address.value.trim() !== "") {
    return;
  }
  const answer = await fetch(form.dataset.before, { cache: "no-store" });
  if (!answer.ok) {
    return;
  }
  const hunks = difference(await answer.text(), area.value);
  const place = document.getElementById("difference");
  place.append(make("h3", {}, text("deploy.difference")));
  if (hunks === null) {
    place.append(make("p", {}, text("deploy.large-difference")));
  } else if (hunks.length === 0) {
    place.append(make("p", {}, text("deploy.no-difference")));
  } else {
    place.append(make("div", { class: "diff card", tabindex: "0" }, ...hunks.map(hunk)));
  }
}

function hunk(lines) {
  const signs = { " ": " ", "+": "+", "-": "−" };
  const spoken = { "+": text("deploy.line-added"), "-": text("deploy.line-removed") };
  return make(
    "div",
    { class: "hunk" },
    ...lines.map(({ kind, number, line }) =>
      make(
        kind === "+" ? "ins" : kind === "-" ? "del" : "div",
        {},
        make("span", { class: "number" }, number),
        make("span", { "aria-hidden": "true", class: "sign" }, signs[kind]),
        spoken[kind] ? make("span", { class: "hidden" }, `${spoken[kind]}: `) : null,
        line,
      ),
    ),
  );
}

async function deploy() {
  const button = document.getElementById("do");
  const error = document.getElementById("deploy-error");
  error.hidden = true;
  button.disabled = true;
  const answer = await post({});
  button.disabled = false;
  if (answer.ok) {
    location.assign(answer.location ?? form.dataset.target);
    return;
  }
  error.textContent = answer.status === 0 ? text("form.not-sent") : (answer.problem.detail ?? answer.problem.title);
  error.hidden = false;
}

// Where it comes from.

async function take(file) {
  const error = document.getElementById("file-error");
  const largest = Number(form.dataset.largest);
  error.hidden = file.size <= largest;
  if (file.size > largest) {
    error.textContent = text("form.too-large", `${file.size} B`, `${largest} B`);
    return;
  }
  area.value = await file.text();
  address.value = "";
  document.getElementById("file-name").textContent = file.name;
  changed();
  check();
}

/** What was found counts for another text. */
function changed() {
  asked++;
  result.hidden = true;
  document.getElementById("checking").textContent = "";
  markGutter([]);
}

function watch() {
  const drop = document.getElementById("drop");
  const file = document.getElementById("file");
  file.addEventListener("change", () => {
    if (file.files[0]) {
      take(file.files[0]);
      file.value = "";
    }
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files[0]) {
      take(event.dataTransfer.files[0]);
    }
  });
  form.addEventListener("input", (event) => {
    if (event.target.id !== "visibility") {
      changed();
    }
  });
  area.addEventListener("scroll", () => (gutter.scrollTop = area.scrollTop));
  form.addEventListener("submit", check);
  document.getElementById("do").addEventListener("click", deploy);
}

/** A process that is replaced is shown as it is, to be changed. */
async function begin() {
  if (form.dataset.before) {
    const answer = await fetch(form.dataset.before, { cache: "no-store" });
    if (answer.ok && area.value === "") {
      area.value = await answer.text();
      markGutter([]);
    }
  }
}

watch();
form.hidden = false;
begin();
