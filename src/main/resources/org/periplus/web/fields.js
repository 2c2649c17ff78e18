// The fields of a form: read as the value of a request, filled with one, and told what is wrong. form.ftlh makes them.
import { announce } from "./dom.js";
import { bigger } from "./json.js";
import { text } from "./texts.js";
import { watchMaps } from "./draw.js";
import { chosen, fillFile, watchFiles } from "./files.js";

/** How many items a list begins with at most, whatever it needs. */
const MOST_AT_FIRST = 5;

let items = 0;

/** What cannot be sent, and in which field. */
export class Unreadable extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

const partsIn = (box) => [...box.children].filter((child) => child.matches(".field"));
const itemsOf = (field) => [...field.querySelector(":scope > .items").children];
const control = (field) => field.querySelector(":scope > input, :scope > select, :scope > textarea, :scope > .with-unit > input");
const optional = (field) => !("required" in field.dataset);

/** The value of a field; undefined when none is given. */
export function read(field) {
  const reader = readers[field.dataset.kind];
  return reader ? reader(field) : readText(field);
}

function readText(field) {
  const named = field.querySelector(":scope > .named-secrets select")?.value;
  if (named) {
    return { $secret: named };
  }
  return control(field).value === "" ? undefined : control(field).value;
}

function readNumber(field) {
  const input = control(field);
  if (input.validity.badInput) {
    throw new Unreadable(field, text("form.bad-number"));
  }
  return input.value === "" ? undefined : bigger(input.value);
}

function readJson(field) {
  const written = control(field).value.trim();
  if (written === "") {
    return undefined;
  }
  try {
    return JSON.parse(written);
  } catch (error) {
    throw new Unreadable(field, text("form.bad-json", error.message));
  }
}

function readGeoJson(field) {
  const value = readJson(field);
  if (value !== undefined && typeof value?.type !== "string") {
    throw new Unreadable(field, text("form.bad-geojson"));
  }
  return value;
}

function readDocument(field) {
  const value = readText(field);
  const mediaType = control(field).dataset.mediaType;
  return value === undefined || !mediaType ? value : { value, mediaType };
}

function readChoice(field) {
  const one = field.matches("fieldset") ? field.querySelector(":scope > .choices input:checked")?.value : control(field).value;
  return one ? JSON.parse(one) : undefined;
}

function readInstant(field) {
  const written = control(field).value;
  return written === "" ? undefined : new Date(written).toISOString();
}

function readFile(field) {
  const uploaded = chosen(field);
  if (uploaded) {
    return uploaded.document ?? { value: uploaded.base64, encoding: "base64", mediaType: mediaType(field) || uploaded.type };
  }
  const href = field.querySelector(".href").value.trim();
  if (href === "") {
    return undefined;
  }
  const type = mediaType(field);
  return type ? { href, type } : { href };
}

function mediaType(field) {
  return field.querySelector(".media-type")?.value.trim();
}

function readBox(field) {
  const sides = [...field.querySelectorAll(".box input")];
  if (sides.every((side) => side.value === "" && !side.validity.badInput)) {
    return undefined;
  }
  if (sides.some((side) => side.value === "")) {
    throw new Unreadable(field, text("form.incomplete-box"));
  }
  return { bbox: sides.map((side) => Number(side.value)) };
}

function readList(field) {
  const values = itemsOf(field).map((item) => read(item.querySelector(":scope > .field")) ?? null);
  const hadSome = (field.dataset.initial ?? "[]") !== "[]";
  return values.length === 0 && optional(field) && !hadSome ? undefined : values;
}

function readRecord(field) {
  if (optional(field) && !field.querySelector(":scope > .check .given").checked) {
    return undefined;
  }
  const record = {};
  for (const part of partsIn(field.querySelector(":scope > .members"))) {
    const value = read(part);
    if (value !== undefined) {
      record[part.dataset.name] = value;
    }
  }
  return record;
}

function readEither(field) {
  const part = alternative(field);
  return part ? read(part) : undefined;
}

/** The field of the alternative that is chosen. */
function alternative(field) {
  const at = field.querySelector(":scope > .kind").value;
  return at === "" ? null : alternatives(field)[at].querySelector(":scope > .field");
}

const alternatives = (field) => [...field.querySelectorAll(":scope > .alternative")];

const readers = {
  integer: readNumber,
  number: readNumber,
  boolean: readChoice,
  choice: readChoice,
  json: readJson,
  geometry: readGeoJson,
  feature: readGeoJson,
  features: readGeoJson,
  document: readDocument,
  instant: readInstant,
  file: readFile,
  bytes: readFile,
  folder: readFile,
  box: readBox,
  list: readList,
  record: readRecord,
  either: readEither,
};

/** Puts a value into a field, as far as the field can have it. */
export function fill(field, value) {
  if (value === undefined || value === null) {
    return;
  }
  switch (field.dataset.kind) {
    case "choice":
    case "boolean":
      fillChoice(field, value);
      break;
    case "json":
    case "geometry":
    case "feature":
    case "features":
      control(field).value = JSON.stringify(value, null, 2);
      break;
    case "document":
      control(field).value = value.value ?? value;
      break;
    case "instant":
      fillInstant(field, value);
      break;
    case "file":
    case "bytes":
    case "folder":
      fillFile(field, value);
      break;
    case "box":
      fillBox(field, value);
      break;
    case "list":
      fillList(field, value);
      break;
    case "record":
      fillRecord(field, value);
      break;
    case "either":
      fillEither(field, value);
      break;
    default:
      fillText(field, value);
  }
}

function fillText(field, value) {
  const named = field.querySelector(":scope > .named-secrets select");
  if (named && typeof value.$secret === "string") {
    named.value = value.$secret;
  } else if (typeof value !== "object") {
    control(field).value = value;
  }
}

function fillChoice(field, value) {
  const wanted = JSON.stringify(value);
  const options = field.matches("fieldset") ? field.querySelectorAll(":scope > .choices input") : control(field).options;
  for (const option of options) {
    if (option.value === wanted) {
      option[field.matches("fieldset") ? "checked" : "selected"] = true;
    }
  }
}

/** The field shows the reader's time. */
function fillInstant(field, value) {
  const instant = new Date(value);
  if (!Number.isNaN(instant.getTime())) {
    const local = new Date(instant.getTime() - instant.getTimezoneOffset() * 60000);
    control(field).value = local.toISOString().slice(0, 19);
    showUtc(field);
  }
}

function showUtc(field) {
  const utc = field.querySelector(":scope > .utc");
  const value = readInstant(field);
  utc.hidden = value === undefined;
  utc.textContent = value === undefined ? "" : text("form.utc", value.replace(".000", ""));
}

function fillBox(field, value) {
  const corners = value.bbox ?? value;
  if (Array.isArray(corners)) {
    const flat = corners.length === 6 ? [corners[0], corners[1], corners[3], corners[4]] : corners;
    field.querySelectorAll(".box input").forEach((side, at) => (side.value = flat[at] ?? ""));
  }
}

function fillList(field, value) {
  itemsOf(field).forEach((item) => item.remove());
  for (const each of Array.isArray(value) ? value : [value]) {
    fill(addItem(field).querySelector(":scope > .field"), each);
  }
}

function fillRecord(field, value) {
  const given = field.querySelector(":scope > .check .given");
  if (given) {
    given.checked = true;
    showMembers(field);
  }
  for (const part of partsIn(field.querySelector(":scope > .members"))) {
    if (typeof value === "object" && Object.hasOwn(value, part.dataset.name)) {
      fill(part, value[part.dataset.name]);
    }
  }
}

function fillEither(field, value) {
  const all = alternatives(field).map((each) => each.querySelector(":scope > .field"));
  const at = all.findIndex((part) => mayBe(part, value));
  if (at >= 0) {
    field.querySelector(":scope > .kind").value = String(at);
    showAlternative(field);
    fill(all[at], value);
  }
}

/** Whether a value looks like one of a field's kind. */
function mayBe(field, value) {
  const { kind } = field.dataset;
  const object = typeof value === "object" && !Array.isArray(value);
  const file = object && ("href" in value || "class" in value || value.encoding === "base64");
  return {
    list: Array.isArray(value),
    record: object && !file,
    box: object && "bbox" in value,
    geometry: object && "coordinates" in value,
    feature: object && "geometry" in value,
    features: object && "features" in value,
    file,
    bytes: file,
    folder: file || (object && "stac_version" in value),
    integer: Number.isInteger(value),
    number: typeof value === "number",
    boolean: typeof value === "boolean",
    json: true,
    document: typeof value === "string" || (object && "mediaType" in value),
  }[kind] ?? typeof value === "string";
}

/** Adds an item to a list; gives it. */
function addItem(field) {
  const item = field.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  number(item, `{${field.dataset.depth}}`, String(items++));
  field.querySelector(":scope > .items").append(item);
  renumber(field);
  start(item);
  return item;
}

/** Each item has names of its own, also in the lists within it. */
function number(below, token, by) {
  for (const element of [below, ...below.querySelectorAll("*")]) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes(token)) {
        attribute.value = attribute.value.replaceAll(token, by);
      }
    }
    if (element.matches("template")) {
      [...element.content.children].forEach((child) => number(child, token, by));
    }
  }
}

function renumber(field) {
  itemsOf(field).forEach((item, at) => {
    const name = item.querySelector(":scope > .field > label .numbered, :scope > .field > legend .numbered");
    if (name) {
      name.textContent = text("form.item", at + 1);
    }
    item.querySelector(":scope > .moves > .up").disabled = at === 0;
    item.querySelector(":scope > .moves > .down").disabled = at === itemsOf(field).length - 1;
  });
}

function move(button) {
  const item = button.closest(".item");
  const field = item.closest(".list");
  const position = itemsOf(field).indexOf(item);
  if (button.matches(".remove")) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    announce(text("form.removed", position + 1));
    (next?.querySelector(":scope > .moves > .remove") ?? field.querySelector(":scope > div > .add")).focus();
  } else if (button.matches(".up") && item.previousElementSibling) {
    item.previousElementSibling.before(item);
    announce(text("form.moved", position));
  } else if (button.matches(".down") && item.nextElementSibling) {
    item.nextElementSibling.after(item);
    announce(text("form.moved", position + 2));
  }
  renumber(field);
  if (item.isConnected) {
    (button.disabled ? item.querySelector(":scope > .moves > :not(:disabled)") : button).focus();
  }
}

function showMembers(field) {
  field.querySelector(":scope > .members").hidden = !field.querySelector(":scope > .check .given").checked;
}

function showAlternative(field) {
  const at = field.querySelector(":scope > .kind").value;
  alternatives(field).forEach((each, index) => (each.hidden = String(index) !== at));
}

/** The value of a field; undefined where it has none that can be read. */
function valueOf(field) {
  try {
    return read(field);
  } catch (error) {
    if (error instanceof Unreadable) {
      return undefined;
    }
    throw error;
  }
}

/** An element, if it is such, and those below it. */
const withSelf = (below, selector) => [...(below.matches(selector) ? [below] : []), ...below.querySelectorAll(selector)];

/** What stands in an element, or the fields below it, at first. */
function start(below) {
  watchFiles(below);
  watchMaps(below, valueOf, fill);
  for (const field of withSelf(below, ".field[data-initial]")) {
    fill(field, JSON.parse(field.dataset.initial));
  }
  for (const field of withSelf(below, ".list[data-least]")) {
    for (let at = itemsOf(field).length; at < Math.min(field.dataset.least, MOST_AT_FIRST); at++) {
      addItem(field);
    }
  }
}

/** The fields of a form as the server made them. */
let pristine = [];

/** Makes the fields of a form as they were at first. */
export function startOver(form) {
  partsIn(form).forEach((field, at) => {
    const fresh = pristine[at].cloneNode(true);
    field.replaceWith(fresh);
    start(fresh);
  });
}

/** Makes the fields of a form work. */
export function startFields(form) {
  pristine = partsIn(form).map((field) => field.cloneNode(true));
  start(form);
  // A file that is dropped beside its field would be opened in the place of the page.
  for (const dropped of ["dragover", "drop"]) {
    form.addEventListener(dropped, (event) => event.preventDefault());
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".add")) {
      const field = button.closest(".list");
      const item = addItem(field);
      announce(text("form.added", itemsOf(field).length));
      item.querySelector("input, select, textarea")?.focus();
    } else if (button?.matches(".moves > button")) {
      move(button);
    }
    if (button?.matches(".add, .moves > button")) {
      form.dispatchEvent(new Event("input"));
    }
  });
  form.addEventListener("change", (event) => {
    const field = event.target.closest(".field");
    if (event.target.matches(".given")) {
      showMembers(field);
    } else if (event.target.matches(".kind")) {
      showAlternative(field);
    } else if (field?.dataset.kind === "instant") {
      showUtc(field);
    }
  });
}

/** The field at a place in the inputs, a JSON Pointer, or the one around it. */
export function fieldAt(form, pointer) {
  const names = pointer.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  let field = partsIn(form).find((part) => part.dataset.name === names[0]) ?? null;
  for (let at = 1; field && at < names.length; at++) {
    const inside = within(field, names[at]);
    if (!inside) {
      break;
    }
    field = inside;
  }
  return field && settled(field);
}

function settled(field) {
  const part = field.dataset.kind === "either" ? alternative(field) : null;
  return part ? settled(part) : field;
}

function within(field, name) {
  const around = settled(field);
  if (around.dataset.kind === "list") {
    return itemsOf(around)[Number(name)]?.querySelector(":scope > .field");
  }
  const members = around.querySelector(":scope > .members");
  return members && partsIn(members).find((part) => part.dataset.name === name);
}

/** Says at a field what is wrong with it. */
export function tell(field, message) {
  const error = field.querySelector(":scope > .error");
  error.textContent = message;
  error.hidden = false;
  first(field)?.setAttribute("aria-invalid", "true");
}

/** What one types into to correct a field. */
export function first(field) {
  return control(field) ?? field.querySelector("input:not([type=file]), select, textarea") ?? field.querySelector("button");
}

/** Takes back what was said to be wrong. */
export function untell(form) {
  form.querySelectorAll(".field > .error").forEach((error) => (error.hidden = true));
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
}

