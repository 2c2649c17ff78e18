// Keeps the picture of a job's workflow up to date: asks for it again when steps have changed, and
// takes over the nodes that look different, so that nothing flickers and nothing moves.
import { pictureOf } from "./picture.js";

const PAUSE = 1000;
const frames = [...document.querySelectorAll("[data-graph]")];

async function fresh(frame) {
  const open = new URLSearchParams(location.search).getAll("open").map((id) => ["open", id]);
  const query = new URLSearchParams([...open, ["f", "svg"]]);
  const answer = await fetch(`${frame.dataset.graph}?${query}`, { headers: { Accept: "image/svg+xml" } });
  return answer.ok ? pictureOf(await answer.text()) : null;
}

function nodes(svg) {
  return [...svg.querySelectorAll("[data-node]")];
}

/** The same nodes at the same places: only what is in them may differ. */
function sameLayout(before, after) {
  return before.getAttribute("viewBox") === after.getAttribute("viewBox")
    && nodes(before).map((node) => node.dataset.node).join("\n") === nodes(after).map((node) => node.dataset.node).join("\n");
}

function take(before, after) {
  const old = nodes(before);
  nodes(after).forEach((node, at) => {
    if (node.querySelector("[data-node]")) {
      old[at].setAttribute("class", node.getAttribute("class")); // an open box: its nodes are taken one by one
    } else if (old[at].outerHTML !== node.outerHTML) {
      const focused = [...old[at].querySelectorAll("a")].indexOf(document.activeElement);
      const taken = document.importNode(node, true);
      old[at].replaceWith(taken);
      taken.querySelectorAll("a")[focused]?.focus({ preventScroll: true });
    }
  });
}

async function refresh(frame) {
  const before = frame.querySelector("svg");
  const after = await fresh(frame);
  if (!after) {
    return;
  }
  if (sameLayout(before, after)) {
    take(before, after);
  } else {
    before.replaceWith(document.importNode(after, true));
  }
}

let waiting = null;
/** Several changes in a second are one. */
function soon() {
  waiting ??= setTimeout(async () => {
    try {
      await Promise.all(frames.map(refresh));
    } finally {
      waiting = null;
    }
  }, PAUSE);
}

if (frames.length > 0) {
  document.addEventListener("periplus:steps", soon);
}
