// The map of the results: each GeoTIFF is a layer with its colours, and the footprints of the items lie above.
import { make } from "./dom.js";
import { text } from "./texts.js";

const place = document.getElementById("map");
const panel = document.getElementById("layers");
const point = document.getElementById("point");

// More are opened when somebody wants to see them.
const OPENED = 4;

const number = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 6 });
const degrees = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 5, maximumFractionDigits: 5 });

async function show(maps, map, { footprints, rasters, geojson }) {
  let shapes = footprints.features.length ? map.addShapes(footprints) : 0;
  map.fit(); // before anything is loaded
  for (const { title, href } of geojson) {
    try {
      const answer = await fetch(href, { headers: { Accept: "application/geo+json, application/json" } });
      shapes += map.addShapes(await answer.json());
    } catch (error) {
      panel.append(make("p", { class: "notice bad" }, `${text("results.not-shown", title)} ${why(maps, error)}`));
    }
  }
  if (shapes) {
    map.fit();
    panel.append(switchFor(text("results.footprints"), true, (on) => map.showShapes(on)));
  }
  const layers = rasters.map((raster) => new Layer(maps, map, raster));
  layers.forEach((layer) => panel.append(layer.element));
  for (const layer of layers.slice(0, OPENED)) {
    await layer.open();
    const covered = layers.some((other) => other !== layer && other.isOn && layer.overlaps(other));
    layer.turn(!covered && layer.raster !== null);
  }
  map.fit();
  map.onPoint((seen) => tell(maps, seen));
  place.dataset.ready = "true";
}

function switchFor(title, on, changed) {
  const box = make("input", { type: "checkbox", checked: on, onchange: () => changed(box.checked) });
  return make("fieldset", {}, make("legend", {}, make("label", {}, box, make("span", {}, title))));
}

function why(maps, error) {
  return error instanceof maps.Unreadable ? text(`results.${error.reason}`, error.detail) : text("results.unreadable", error.message);
}

function rgb(colour) {
  return `rgb(${colour.join(" ")})`;
}

function tell(maps, seen) {
  if (!seen) {
    point.textContent = text("results.point-hint");
    delete point.dataset.value;
    return;
  }
  const { lon, lat, values, none, column, row, names } = seen;
  const where = text(
    "results.point",
    `${degrees.format(Math.abs(lat))}° ${text(lat < 0 ? "results.south" : "results.north")}`,
    `${degrees.format(Math.abs(lon))}° ${text(lon < 0 ? "results.west" : "results.east")}`,
  );
  const parts = [where];
  if (values) {
    const all = values.map((value) => number.format(value)).join("; ");
    parts.push(none ? text("results.no-value") : text(values.length > 1 ? "results.values" : "results.value", all));
  }
  parts.push(...names.filter(Boolean).slice(0, 3));
  point.textContent = parts.join(" · ");
  Object.assign(point.dataset, { lon, lat, column: column ?? "", row: row ?? "", value: values && !none ? values.join(" ") : "" });
}

/** A GeoTIFF: what switches it, and how it is coloured. */
class Layer {
  constructor(maps, map, { title, href, classes }) {
    this.maps = maps;
    this.map = map;
    this.title = title;
    this.href = href;
    this.classes = classes;
    this.raster = null;
    this.box = make("input", { type: "checkbox", onchange: () => this.turn(this.box.checked) });
    this.controls = make("div", { class: "controls", hidden: true });
    this.problem = make("p", { class: "error", role: "status" });
    this.element = make(
      "fieldset",
      {},
      make("legend", {}, make("label", {}, this.box, make("span", {}, title))),
      this.controls,
      this.problem,
    );
  }

  get isOn() {
    return this.box.checked;
  }

  overlaps(other) {
    const [a, b] = [this.raster?.extent, other.raster?.extent];
    return a && b && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  async open() {
    if (this.raster) {
      return;
    }
    this.problem.textContent = text("results.loading");
    try {
      this.raster = await this.map.addRaster(this.href, (error) => this.#fails(error));
      this.raster.layer.setVisible(false);
      this.#fails(null);
      this.#control();
    } catch (error) {
      this.#fails(error);
      this.box.disabled = true;
    }
  }

  #fails(error) {
    this.problem.textContent = error ? why(this.maps, error) : "";
  }

  async turn(on) {
    this.box.checked = on;
    if (on) {
      await this.open();
    }
    this.raster?.layer.setVisible(on);
    this.controls.hidden = !on || !this.raster;
    if (!this.raster) {
      this.box.checked = false;
    }
  }

  #control() {
    const { raster } = this;
    const opacity = make("input", { type: "range", min: 0, max: 100, value: 100 });
    opacity.addEventListener("input", () => raster.layer.setOpacity(opacity.value / 100));
    this.styling = make("div", { class: "controls" });
    this.controls.append(
      make("label", {}, text("results.opacity"), opacity),
      ...(raster.cog.bands > 1 ? [this.#bands()] : []),
      this.styling,
      make(
        "button",
        { type: "button", class: "button quiet small", "aria-label": text("results.zoom-to", this.title), onclick: () => this.map.fit(raster.extent) },
        text("results.whole"),
      ),
    );
    this.#paint(raster.style);
  }

  #bands() {
    const choice = make(
      "select",
      {},
      ...(this.raster.cog.isPicture ? [make("option", { value: "picture" }, text("results.picture"))] : []),
      ...this.raster.statistics.map((_, band) => make("option", { value: band }, text("results.band-number", band + 1))),
    );
    choice.addEventListener("change", () =>
      this.#paint(choice.value === "picture" ? { kind: "picture" } : this.raster.styleOf(Number(choice.value))),
    );
    return make("label", {}, text("results.band"), choice);
  }

  #paint(style) {
    if (style.kind === "classes") {
      this.#stated(style);
    }
    this.raster.paint(style);
    const parts = { classes: () => [this.#legend(style)], ramp: () => this.#ramp(style), picture: () => [] };
    this.styling.replaceChildren(...parts[style.kind]());
  }

  /** The colours that the item states count over ours. */
  #stated({ colours }) {
    for (const { value, colour } of this.classes) {
      if (colour && colours.has(value)) {
        colours.set(value, [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16)));
      }
    }
  }

  #legend({ colours }) {
    const titles = new Map(this.classes.map(({ value, title }) => [value, title]));
    return make(
      "ul",
      { class: "legend", "aria-label": text("results.legend") },
      ...[...colours].map(([value, colour]) =>
        make(
          "li",
          {},
          make("span", { class: "swatch", style: `background: ${rgb(colour)}`, "data-class": value }),
          titles.get(value) ? `${value}: ${titles.get(value)}` : String(value),
        ),
      ),
    );
  }

  #ramp(style) {
    const stops = this.maps.RAMPS[style.ramp].map(rgb).join(", ");
    const choice = make(
      "select",
      {},
      ...Object.keys(this.maps.RAMPS).map((name) => make("option", { value: name, selected: name === style.ramp }, text("results." + name))),
    );
    choice.addEventListener("change", () => {
      this.#paint({ ...style, ramp: choice.value });
      this.styling.querySelector("select").focus();
    });
    const limit = (name, label) => {
      const input = make("input", { type: "number", step: "any", value: style[name], "aria-label": label });
      input.addEventListener("change", () => {
        const changed = { ...style, [name]: Number(input.value) };
        if (input.value !== "" && changed.min < changed.max) {
          this.#paint(changed);
        }
      });
      return input;
    };
    return [
      make("label", {}, text("results.colours"), choice),
      make("div", { class: "limits" }, limit("min", text("results.from")), limit("max", text("results.to"))),
      make(
        "div",
        { role: "img", "aria-label": `${text("results.legend")}: ${number.format(style.min)} – ${number.format(style.max)}` },
        make("div", { class: "ramp", style: `background: linear-gradient(to right, ${stops})` }),
        make("div", { class: "ramp-ends" }, make("span", {}, number.format(style.min)), make("span", {}, number.format(style.max))),
      ),
    ];
  }
}

try {
  const maps = await import("./map.js");
  const content = JSON.parse(panel.dataset.map);
  const map = new maps.PageMap(place, { zoomIn: text("results.zoom-in"), zoomOut: text("results.zoom-out") });
  await show(maps, map, content);
} catch (error) {
  panel.append(make("p", { class: "notice bad" }, text("results.no-map")));
  throw error;
}
