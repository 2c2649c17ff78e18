// Inputs that the reader keeps under a name on the server, to fill the form with again.
import { announce, make } from "./dom.js";
import { send } from "./request.js";
import { text } from "./texts.js";

const box = document.getElementById("presets");
const select = box?.querySelector("select");
const dialog = document.getElementById("preset-dialog");
const field = document.getElementById("preset-name");

/**
 * Lets presets be kept and used.
 *
 * @param inputs gives the inputs of the form that may be kept, or null when something is wrong with them, which it has said
 * @param use puts inputs into a form that is as it was at first
 */
export function offerPresets(inputs, use) {
  if (!box) {
    return;
  }
  select.addEventListener("change", () => load(use));
  button("save").addEventListener("click", () => {
    const kept = inputs();
    if (kept) {
      ask("save", select.value, (name) => save(name, kept));
    }
  });
  button("rename").addEventListener("click", () => ask("rename", select.value, (name) => rename(select.value, name)));
  button("delete").addEventListener("click", () => ask("delete", select.value, () => remove(select.value)));
  dialog.querySelector("form").addEventListener("submit", answered);
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
  box.hidden = false;
  list("");
}

const button = (what) => box.querySelector(`[data-do=${what}]`);
const address = (name) => `${box.dataset.address}/${encodeURIComponent(name)}`;

/** Shows which there are, with one of them chosen. */
async function list(chosen) {
  const answer = await send("GET", box.dataset.address);
  const names = (answer.body?.presets ?? []).map((preset) => preset.name);
  select.replaceChildren(
    make("option", { value: "" }, text(names.length > 0 ? "form.preset-none" : "form.preset-no-such")),
    ...names.map((name) => make("option", { value: name }, name)),
  );
  select.value = names.includes(chosen) ? chosen : "";
  showButtons();
}

function showButtons() {
  button("rename").hidden = select.value === "";
  button("delete").hidden = select.value === "";
}

async function load(use) {
  showButtons();
  if (select.value === "") {
    use({});
    return;
  }
  const answer = await send("GET", address(select.value));
  if (answer.ok) {
    use(answer.body.inputs);
    announce(text("form.preset-loaded", answer.body.name));
  } else {
    announce(message(answer));
    list("");
  }
}

// The dialog: what is asked, and what is done with the answer.

let act = null;

function ask(what, name, then) {
  act = then;
  dialog.querySelector("h2").textContent = text(`form.preset-${what}-title`, name);
  dialog.querySelector("[type=submit]").textContent = text(`form.preset-${what}`);
  dialog.querySelector("[type=submit]").classList.toggle("danger", what === "delete");
  dialog.querySelector(".name").hidden = what === "delete";
  dialog.querySelector(".kept").hidden = what !== "save";
  field.disabled = what === "delete";
  field.value = name;
  say("");
  dialog.showModal();
  if (what !== "delete") {
    field.select();
  }
}

async function answered(event) {
  event.preventDefault();
  const answer = await act(field.value.trim());
  if (answer.ok) {
    dialog.close();
  } else {
    say(message(answer));
  }
}

function say(words) {
  const error = dialog.querySelector(".error");
  error.textContent = words;
  error.hidden = words === "";
}

const message = (answer) => (answer.status === 0 ? text("form.not-sent") : (answer.problem?.detail ?? answer.problem?.title));

async function save(name, inputs) {
  return done(await send("PUT", address(name), { inputs }), name, "form.preset-saved");
}

async function rename(name, newName) {
  return done(await send("PATCH", address(name), { name: newName }), newName, "form.preset-renamed");
}

async function remove(name) {
  return done(await send("DELETE", address(name)), "", "form.preset-deleted");
}

async function done(answer, chosen, said) {
  if (answer.ok) {
    await list(chosen);
    announce(text(said, chosen));
  }
  return answer;
}
