// Sends the request that the page shows, as JSON, which no form of another site can, and goes to its job.
import { send } from "./request.js";

const form = document.getElementById("execute");
const answer = document.getElementById("answer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = await send("POST", form.action, document.getElementById("request").textContent, {
    Prefer: "respond-async",
  });
  if (sent.status === 201 && sent.location) {
    location.assign(sent.location);
  } else {
    answer.textContent = JSON.stringify(sent.problem ?? sent.body, null, 2);
    answer.hidden = false;
  }
});
// Before this the browser itself would send the form, which is no request.
form.querySelector("button").disabled = false;
