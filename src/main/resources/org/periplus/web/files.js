// Small files in a form: chosen or dropped, kept as base64 until they are sent; STAC items as what they say.
import { announce } from "./dom.js";
import { text } from "./texts.js";

const kept = new WeakMap();

/** What was chosen in a field: {name, type, base64}, or {name, document}. */
export const chosen = (field) => kept.get(field);

/** A file's bytes in base64. */
function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

const size = (bytes) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

async function take(field, file) {
  const largest = Number(field.closest("form").dataset.largest);
  if ((file.size * 4) / 3 + 1000 > largest) {
    say(field, text("form.too-large", size(file.size), size(largest)));
    return;
  }
  if (field.dataset.kind === "folder") {
    try {
      kept.set(field, { name: file.name, document: JSON.parse(await file.text()) });
    } catch {
      say(field, text("form.unreadable"));
      return;
    }
  } else {
    setType(field, file.type);
    kept.set(field, { name: file.name, type: file.type || "application/octet-stream", base64: await base64Of(file) });
  }
  show(field, `${file.name} (${size(file.size)})`);
}

/** A field that names its types keeps one of them. */
function setType(field, type) {
  const control = field.querySelector(".media-type");
  if (control?.matches("input")) {
    control.value = type;
  } else if (control && [...control.options].some((option) => option.value === type)) {
    control.value = type;
  }
}

function say(field, message) {
  const error = field.querySelector(":scope > .error");
  error.textContent = message;
  error.hidden = false;
  announce(message);
}

function show(field, name) {
  field.querySelector(":scope > .error").hidden = true;
  const output = field.querySelector(".chosen");
  output.textContent = name;
  output.hidden = name === "";
  field.querySelector(".clear").hidden = name === "";
  field.querySelector(".href").disabled = name !== "";
  field.closest("form")?.dispatchEvent(new Event("input"));
}

/** Puts a file of an earlier request into a field. */
export function fillFile(field, value) {
  const address = typeof value === "string" ? value : (value.href ?? value.location);
  if (typeof address === "string") {
    field.querySelector(".href").value = address;
    setType(field, value.type ?? value.mediaType ?? "");
  } else if (value.encoding === "base64" && typeof value.value === "string") {
    setType(field, value.mediaType ?? "");
    kept.set(field, { name: "", type: value.mediaType ?? "application/octet-stream", base64: value.value });
    show(field, `${value.mediaType ?? ""} (${size((value.value.length * 3) / 4)})`);
  } else if (field.dataset.kind === "folder" && typeof value === "object") {
    kept.set(field, { name: "", document: value });
    show(field, value.id ?? value.type ?? "JSON");
  }
}

/** Lets files be chosen and dropped in all fields below an element. */
export function watchFiles(below) {
  for (const field of [below, ...below.querySelectorAll("*")].filter((element) => element.matches(".field.file"))) {
    const input = field.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      if (input.files[0]) {
        take(field, input.files[0]);
      }
    });
    field.querySelector(".clear").addEventListener("click", () => {
      kept.delete(field);
      input.value = "";
      show(field, "");
      field.querySelector(".href").focus();
    });
    field.addEventListener("dragover", (event) => {
      event.preventDefault();
      field.classList.add("over");
    });
    field.addEventListener("dragleave", () => field.classList.remove("over"));
    field.addEventListener("drop", (event) => {
      event.preventDefault();
      field.classList.remove("over");
      if (event.dataTransfer.files[0]) {
        take(field, event.dataTransfer.files[0]);
      }
    });
  }
}
