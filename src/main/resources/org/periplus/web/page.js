// What all pages do: times in the reader's zone, buttons that copy.
import { announce } from "./dom.js";
import { text } from "./texts.js";
import { localDuration, localTimes } from "./times.js";

// What needs scripts is hidden until there are some.
document.querySelectorAll(".scripted").forEach((element) => (element.hidden = false));
localTimes();
setInterval(() => {
  if (!document.hidden) {
    document.querySelectorAll(".duration[data-from]:not([data-to])").forEach((element) => localDuration(element));
  }
}, 1000);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(text("page.copied"));
    const before = button.textContent;
    button.textContent = text("page.copied");
    setTimeout(() => (button.textContent = before), 1500);
  }
});
