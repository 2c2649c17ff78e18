// Boxes and geometries drawn on a map, for those who do not want to type them. The map is loaded when somebody asks for it.
import { announce, make } from "./dom.js";
import { text } from "./texts.js";

/** Lets all fields below an element that have a map be drawn. */
export function watchMaps(below, read, fill) {
  for (const button of below.querySelectorAll(".draw")) {
    button.addEventListener("click", () => toggle(button, read, fill));
  }
}

async function toggle(button, read, fill) {
  const field = button.closest(".field");
  const place = field.querySelector(":scope > .on-map");
  place.hidden = !place.hidden;
  button.ariaExpanded = String(!place.hidden);
  if (place.hidden || place.dataset.ready) {
    return;
  }
  place.dataset.ready = "true";
  let map = null;
  watchCorners(field, place, (geometry) => {
    fill(field, ofGeometry(field, geometry));
    drawn(field);
    map?.clearShapes();
    show(map, read(field));
  });
  try {
    const { PageMap } = await import("./map.js");
    map = new PageMap(place.querySelector(".map"), { zoomIn: text("form.zoom-in"), zoomOut: text("form.zoom-out") });
    start(map, field, place, { read, fill });
  } catch (error) {
    place.querySelector(".map").replaceWith(make("p", { class: "error" }, text("form.no-map", error.message)));
  }
}

function drawn(field) {
  announce(text("form.drawn"));
  field.closest("form").dispatchEvent(new Event("input"));
}

/** Who does not use a mouse gives a rectangle by its corners, with or without a map. */
function watchCorners(field, place, use) {
  place.querySelector(".corners button")?.addEventListener("click", () => {
    const corners = [...place.querySelectorAll(".corners input")].map((input) => input.valueAsNumber);
    const error = field.querySelector(":scope > .error");
    error.hidden = corners.every(Number.isFinite);
    if (error.hidden) {
      use(rectangle(corners));
    } else {
      error.textContent = text("form.incomplete-box");
      announce(error.textContent);
    }
  });
}

const rectangle = ([west, south, east, north]) => ({
  type: "Polygon",
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
});

function start(map, field, place, { read, fill }) {
  const take = (value) => {
    fill(field, value);
    drawn(field);
  };
  show(map, read(field));
  const select = place.querySelector("select");
  if (!select) {
    map.drawBox((corners) => take(ofBox(field, corners)));
    return;
  }
  let stop = null;
  const choose = () => {
    stop?.();
    stop = map.drawGeometry(select.value, (geometry) => take(ofGeometry(field, geometry)));
  };
  select.addEventListener("change", choose);
  choose();
}

/** In degrees, to about a metre. */
function ofBox(field, corners) {
  const rounded = corners.map((each) => Math.round(each * 1e5) / 1e5);
  return field.dataset.kind === "text" ? rounded.join(",") : { bbox: rounded };
}

function ofGeometry(field, geometry) {
  const feature = { type: "Feature", geometry, properties: {} };
  return { feature, features: { type: "FeatureCollection", features: [feature] } }[field.dataset.kind] ?? geometry;
}

/** What the field has already. */
function show(map, value) {
  const corners = typeof value === "string" ? value.split(",").map(Number) : value?.bbox;
  try {
    if (corners?.length === 4 && corners.every(Number.isFinite)) {
      map?.addShapes(rectangle(corners));
      map?.fit();
    } else if (map && value?.type) {
      map.addShapes(value);
      map.fit();
    }
  } catch {
    // what cannot be drawn is no map's matter: the server says what is wrong with it
  }
}
