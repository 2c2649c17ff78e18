// A layer that draws a GeoTIFF: what is in view is read, brought into the view's projection (the nearest pixel counts, so that
// classes stay classes) and coloured, on an ordinary canvas: no WebGL, which managed desktops often lack.
import ImageLayer from "ol/layer/Image.js";
import ImageSource from "ol/source/Image.js";
import {getIntersection, isEmpty} from "ol/extent.js";
import {Cog} from "./cog.js";
import {classColours, painter} from "./colours.js";

// Between the points of this mesh, in pixels of the view, projections are as good as straight.
const MESH = 16;

/** Where the pixels of a view lie in the file: a mesh of points, and lines between them. */
function mesh(cog, projection, extent, width, height) {
  const toPixel = cog.pixelFrom(projection);
  const columns = Math.ceil(width / MESH) + 1;
  const rows = Math.ceil(height / MESH) + 1;
  const xs = new Float64Array(columns * rows);
  const ys = new Float64Array(columns * rows);
  const stepX = (extent[2] - extent[0]) / width;
  const stepY = (extent[3] - extent[1]) / height;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      [xs[at], ys[at]] = toPixel([extent[0] + column * MESH * stepX, extent[3] - row * MESH * stepY]);
    }
  }
  return {xs, ys, columns, rows};
}

function bounds(values) {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

/** Calls `each(target, column, row)` for each pixel of the view with its place in the file. */
function walk({xs, ys, columns}, width, height, each) {
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / MESH);
    const down = (y + 0.5) / MESH - row;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / MESH);
      const right = (x + 0.5) / MESH - column;
      const a = row * columns + column;
      const b = a + 1;
      const c = a + columns;
      const d = c + 1;
      each(
        y * width + x,
        (xs[a] * (1 - right) + xs[b] * right) * (1 - down) + (xs[c] * (1 - right) + xs[d] * right) * down,
        (ys[a] * (1 - right) + ys[b] * right) * (1 - down) + (ys[c] * (1 - right) + ys[d] * right) * down,
      );
    }
  }
}

export class Raster {
  /** @param failed what is called with an error of a later reading, and with null when all is well again */
  constructor(cog, statistics, palette, projection, failed) {
    this.cog = cog;
    this.statistics = statistics;
    this.palette = palette;
    this.projection = projection;
    this.extent = cog.extentIn(projection);
    this.failed = failed;
    this.shown = null;
    this.style = cog.isPicture ? {kind: "picture"} : this.styleOf(0);
    this.layer = new ImageLayer({source: this.#source()});
  }

  static async open(url, projection, failed) {
    const cog = await Cog.open(url);
    return new Raster(cog, await cog.statistics(), await cog.palette(), projection, failed);
  }

  /** How a band is shown until somebody says otherwise. */
  styleOf(band) {
    const {classes, min, max} = this.statistics[band];
    if (classes) {
      return {kind: "classes", band, colours: classColours(classes, this.palette)};
    }
    return {kind: "ramp", band, ramp: min < 0 && max > 0 ? "diverging" : "grey", min, max};
  }

  paint(style) {
    this.style = style;
    if (this.shown) {
      this.#colour(this.shown);
      this.layer.changed();
    }
  }

  /** The values at a coordinate, of the level that is shown, and which pixel of the finest level it is; null where there are none. */
  valuesAt(coordinate) {
    const [x, y] = this.cog.pixelFrom(this.projection)(coordinate);
    const {window} = this.shown ?? {};
    if (!window || x < 0 || y < 0 || x >= this.cog.width || y >= this.cog.height) {
      return null;
    }
    const column = Math.floor(x / window.x) - window.left;
    const row = Math.floor(y / window.y) - window.top;
    if (column < 0 || row < 0 || column >= window.width || row >= window.height) {
      return null;
    }
    const values = Array.from(window.bands, (band) => band[row * window.width + column]);
    const none = (value) => value === this.cog.nodata || !Number.isFinite(value);
    return {values, none: values.every(none), column: Math.floor(x), row: Math.floor(y)};
  }

  #source() {
    return new ImageSource({
      interpolate: false,
      loader: async (extent, resolution, pixelRatio) => {
        const canvas = document.createElement("canvas");
        canvas.width = Math.max(1, Math.round((extent[2] - extent[0]) / (resolution / pixelRatio)));
        canvas.height = Math.max(1, Math.round((extent[3] - extent[1]) / (resolution / pixelRatio)));
        try {
          await this.#draw(canvas, extent);
          this.failed(null);
        } catch (error) {
          this.failed(error);
        }
        return {image: canvas, extent, resolution, pixelRatio};
      },
    });
  }

  async #draw(canvas, extent) {
    const inside = getIntersection(extent, this.extent);
    if (isEmpty(inside)) {
      return;
    }
    // Far away from its zone UTM means nothing: only the part of the view that has the file is looked at.
    const step = (extent[2] - extent[0]) / canvas.width;
    const left = Math.max(0, Math.floor((inside[0] - extent[0]) / step));
    const top = Math.max(0, Math.floor((extent[3] - inside[3]) / step));
    const width = Math.min(canvas.width - left, Math.ceil((inside[2] - inside[0]) / step) + 1);
    const height = Math.min(canvas.height - top, Math.ceil((inside[3] - inside[1]) / step) + 1);
    const part = [
      extent[0] + left * step,
      extent[3] - (top + height) * step,
      extent[0] + (left + width) * step,
      extent[3] - top * step,
    ];
    const places = mesh(this.cog, this.projection, part, width, height);
    const [minX, maxX] = bounds(places.xs);
    const [minY, maxY] = bounds(places.ys);
    const scale = (maxX - minX) / (places.columns * MESH);
    const window = await this.cog.read([minX, minY, maxX, maxY], scale);
    this.shown = {canvas, window, places, left, top, width, height};
    this.#colour(this.shown);
  }

  #colour({canvas, window, places, left, top, width, height}) {
    const context = canvas.getContext("2d");
    const picture = context.createImageData(width, height);
    const paint = painter(this.style, this.cog.nodata);
    const {cog} = this;
    walk(places, width, height, (target, x, y) => {
      if (x < 0 || y < 0 || x >= cog.width || y >= cog.height) {
        return;
      }
      const column = Math.floor(x / window.x) - window.left;
      const row = Math.floor(y / window.y) - window.top;
      if (column >= 0 && row >= 0 && column < window.width && row < window.height) {
        paint(window.bands, row * window.width + column, picture.data, target * 4);
      }
    });
    context.putImageData(picture, left, top);
  }
}
