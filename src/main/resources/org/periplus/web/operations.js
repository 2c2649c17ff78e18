// The operators' page: looks again every few seconds while it is seen, and pauses or resumes the intake.
import { announce } from "./dom.js";
import { Live } from "./live.js";
import { send } from "./request.js";

const live = new Live(5000);

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("#intake");
  if (button) {
    button.disabled = true;
    const answer = await send("PUT", document.body.dataset.root + "operations/intake", {
      paused: button.dataset.paused === "true",
    });
    await live.now();
    document.getElementById("intake")?.focus();
    announce(
      answer.ok ? document.querySelector("#live .notice p").textContent : answer.problem.detail ?? answer.problem.title,
    );
  }
});
