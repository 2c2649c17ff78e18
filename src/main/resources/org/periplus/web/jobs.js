// The list of jobs: follows what becomes of them, sorts what it shows, dismisses or deletes many at once.
import { announce, make } from "./dom.js";
import { Live } from "./live.js";
import { send } from "./request.js";
import { text } from "./texts.js";

const AT_ONCE = 4;
const live = new Live(5000, prepare);
const many = document.getElementById("many");
const chosen = new Set();
let order = null;

/** The list as it is now: it is replaced by a newer one. */
function list() {
  return document.getElementById("live");
}

function rows() {
  return [...list().querySelectorAll("tbody tr")];
}

function value(row, column, kind) {
  const cell = row.children[column];
  if (kind === "time") {
    return cell.querySelector("time")?.dateTime ?? "";
  }
  if (kind === "duration") {
    const { from, to } = cell.querySelector(".duration")?.dataset ?? {};
    return from ? (to ? Date.parse(to) : Date.now()) - Date.parse(from) : -1;
  }
  return cell.textContent.trim().toLowerCase();
}

function sort() {
  list().querySelectorAll("th[data-sort]").forEach((head) => head.removeAttribute("aria-sort"));
  if (!order || rows().length === 0) {
    return;
  }
  const head = list().querySelectorAll("th")[order.column];
  head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
  const sign = order.down ? -1 : 1;
  const sorted = rows().sort((a, b) => {
    const [x, y] = [a, b].map((row) => value(row, order.column, head.dataset.sort));
    return sign * (typeof x === "number" ? x - y : x.localeCompare(y));
  });
  list().querySelector("tbody").append(...sorted);
}

function prepare() {
  list().querySelectorAll("th[data-sort]").forEach((head) => {
    const column = [...head.parentElement.children].indexOf(head);
    const button = make("button", {
      class: "sort",
      type: "button",
      onclick: () => {
        order = { column, down: order?.column === column ? !order.down : head.dataset.sort !== "text" };
        sort();
        list().querySelectorAll("th")[column].querySelector("button").focus();
      },
    });
    button.append(...head.childNodes);
    head.append(button);
  });
  list().querySelectorAll("input[name=job]").forEach((box) => (box.checked = chosen.has(box.value)));
  sort();
  showChosen();
}

function showChosen() {
  many.hidden = chosen.size === 0;
  const words = document.getElementById("chosen");
  words.textContent = words.dataset.words.replace("{0}", chosen.size);
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("#live .select input")) {
    return;
  }
  const boxes = target.id === "all" ? [...list().querySelectorAll("input[name=job]")] : [target];
  for (const box of boxes) {
    box.checked = target.checked;
    if (box.checked) {
      chosen.add(box.value);
    } else {
      chosen.delete(box.value);
    }
  }
  showChosen();
});

document.getElementById("remove").addEventListener("click", async () => {
  if (!confirm(text("jobs.remove-asked", chosen.size))) {
    return;
  }
  const left = [...chosen];
  const refused = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let job = left.pop(); job; job = left.pop()) {
        const answer = await send("DELETE", document.body.dataset.root + "jobs/" + job);
        if (!answer.ok) {
          refused.push(answer.problem?.detail ?? answer.problem?.title ?? job);
        }
      }
    }),
  );
  chosen.clear();
  announce(refused.length > 0 ? text("jobs.not-removed", refused.length, refused[0]) : text("jobs.removed"));
  await live.now();
});

prepare();
