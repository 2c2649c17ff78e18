// The places among the inputs of a job on a small map, which is loaded when it comes into sight.
import { text } from "./texts.js";

const box = document.querySelector(".shapes");

async function show() {
  const { PageMap } = await import("./map.js");
  const map = new PageMap(box.querySelector(".map"), { zoomIn: text("form.zoom-in"), zoomOut: text("form.zoom-out") });
  const { features } = JSON.parse(box.dataset.shapes);
  let shown = 0;
  for (const feature of features) {
    try {
      shown += map.addShapes(feature);
    } catch {
      // what is no geometry was an input all the same
    }
  }
  map.fit();
  box.dataset.shown = String(shown);
}

new IntersectionObserver(async (seen, observer) => {
  if (seen.some((each) => each.isIntersecting)) {
    observer.disconnect();
    try {
      await show();
    } catch (error) {
      const said = box.querySelector(".error");
      said.textContent = text("form.no-map", error.message);
      said.hidden = false;
    }
  }
}, { rootMargin: "200px" }).observe(box);
