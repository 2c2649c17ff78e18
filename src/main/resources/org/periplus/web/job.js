// The page of a job: live while it runs, with buttons that do something to it.
import { announce } from "./dom.js";
import { Live } from "./live.js";
import { send } from "./request.js";
import { text } from "./texts.js";

const job = document.getElementById("job");
const { self, events, process, jobs } = job.dataset;
let status = job.dataset.status;

// Bars that are open grow, and so the page is looked at now and then, also where events are cut.
const live = new Live(8000, (page) => {
  document.dispatchEvent(new CustomEvent("periplus:steps")); // the graph looks as often as the page, not more
  const now = page.getElementById("job").dataset.status;
  if (now !== status) {
    status = now;
    job.dataset.status = now;
    announce(text("job.now-is", text("status." + now)));
    if (isOver()) {
      live.stop();
    } else {
      follow();
    }
  }
});
let source = null;

function isOver() {
  return ["successful", "failed", "dismissed"].includes(status);
}

function follow(after) {
  source?.close();
  source = new EventSource(self + "/events" + (after ? "?after=" + after : ""));
  source.addEventListener("status", () => live.soon());
  source.addEventListener("steps", () => live.soon());
  source.addEventListener("end", () => {
    source.close();
    live.soon();
  });
}

const actions = {
  dismiss: () => change("DELETE", self),
  start: () => change("POST", self + "/results"),
  delete: async () => {
    if (await change("DELETE", self)) {
      live.stop();
      location.assign(jobs);
    }
  },
  again: async () => {
    const definition = await send("GET", self + "/definition");
    if (!definition.ok) {
      return failed(definition);
    }
    const { process: unused, ...request } = definition.body;
    const made = await send("POST", process + "/execution", request, { Prefer: "respond-async" });
    return made.ok && made.location ? location.assign(made.location) : failed(made);
  },
};

async function change(method, url, body) {
  document.getElementById("problem").hidden = true;
  const answer = await send(method, url, body);
  if (!answer.ok) {
    failed(answer);
    return false;
  }
  live.soon();
  return true;
}

function failed(answer) {
  const problem = document.getElementById("problem");
  problem.textContent = answer.problem?.detail ?? answer.problem?.title ?? text("job.unreachable");
  problem.hidden = false;
  problem.scrollIntoView({ block: "nearest" });
  return false;
}

/** What a restart asks for, in CWL's terms: only what stands in the form. */
function requirements(form) {
  const list = [];
  if (form.memory.value) {
    list.push({ class: "ResourceRequirement", ramMin: Number(form.memory.value), ramMax: Number(form.memory.value) });
  }
  if (form.time.value) {
    list.push({ class: "ToolTimeLimit", timelimit: Number(form.time.value) });
  }
  return list.length > 0 ? { inputs: { "cwl:requirements": list } } : undefined;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-dialog], [data-action], [data-close]");
  if (!button) {
    return;
  }
  if (button.dataset.dialog) {
    document.getElementById(button.dataset.dialog).showModal();
    return;
  }
  button.closest("dialog")?.close();
  if (button.dataset.action) {
    button.disabled = true;
    await actions[button.dataset.action]();
    button.disabled = false;
  }
});

document.addEventListener("submit", async (event) => {
  if (event.target.id === "restart-form") {
    event.preventDefault();
    event.target.closest("dialog").close();
    await change("POST", self + "/results", requirements(event.target));
  }
});

if (isOver()) {
  live.stop();
} else {
  follow(events);
}
