// Sends the request that the page shows, as JSON, which no form of another site can, and goes to its job.
const form = document.getElementById("execute");
const answer = document.getElementById("answer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch(form.action, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      Prefer: "respond-async",
      ...(form.dataset.changeToken && { "X-CSRF-Token": form.dataset.changeToken }),
    },
    body: document.getElementById("request").textContent,
  });
  const job = response.headers.get("Location");
  if (response.status === 201 && job) {
    location.assign(job);
  } else {
    answer.textContent = await response.text();
    answer.hidden = false;
  }
});
// Before this the browser itself would send the form, which is no request.
form.querySelector("button").disabled = false;
