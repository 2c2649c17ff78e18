// Undeploys a process, once its reader has seen what that means for its jobs.
import { send } from "./request.js";
import { text } from "./texts.js";

const dialog = document.getElementById("undeploy-dialog");
const MOST = 100;

async function ask() {
  const open = document.getElementById("open-jobs");
  const query = new URLSearchParams({ processID: dialog.dataset.process, owner: "all", status: "created,accepted,running", limit: MOST });
  document.getElementById("undeploy-error").hidden = true;
  document.getElementById("force").checked = false;
  open.textContent = "";
  dialog.showModal();
  const answer = await send("GET", `${document.body.dataset.root}jobs?${query}`);
  const count = answer.ok ? answer.body.jobs.length : -1;
  open.textContent =
    count < 0 ? text("process.open-unknown") : count === 0 ? text("process.no-open-jobs") : text("process.open-jobs", count === MOST ? `${MOST}+` : count);
  document.getElementById("force-choice").hidden = count === 0;
}

async function undeploy() {
  const force = document.getElementById("force").checked ? "?force=true" : "";
  const answer = await send("DELETE", dialog.dataset.address + force);
  if (answer.ok) {
    location.assign(`${document.body.dataset.root}processes`);
    return;
  }
  const error = document.getElementById("undeploy-error");
  error.textContent = answer.problem.detail ?? answer.problem.title;
  error.hidden = false;
  document.getElementById("force-choice").hidden = false;
}

if (dialog) {
  const button = document.getElementById("undeploy");
  button.hidden = false;
  button.addEventListener("click", ask);
  document.getElementById("undeploy-do").addEventListener("click", undeploy);
  document.getElementById("undeploy-cancel").addEventListener("click", () => dialog.close());
}
