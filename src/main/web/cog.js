// A GeoTIFF that is read by ranges: only what a view needs, from the overview that fits.
import {fromUrl} from "geotiff";
import {get as getProjection, getTransform, transformExtent} from "ol/proj.js";
import {statistics} from "./statistics.js";

const MASK = 4;
const PIXEL_IS_POINT = 2;
const USER_DEFINED = 32767;

// More is not read for one view, nor for statistics: a browser has to hold it.
const MOST_PIXELS = 16e6;
const MOST_FOR_STATISTICS = 1e6;

// What is asked for at once, and how much of that is kept: tiles and strips alone would be a request each.
const BLOCK = 64 * 1024;
const BLOCKS = 256;

/** Why a file cannot be shown: `reason` is the key of a text, `detail` what it names. */
export class Unreadable extends Error {
  constructor(reason, detail = "") {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

function projectionOf(image) {
  const keys = image.getGeoKeys() ?? {};
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  if (!code || code === USER_DEFINED) {
    throw new Unreadable("no-crs");
  }
  const projection = getProjection(`EPSG:${code}`);
  if (!projection || !getTransform(projection, "EPSG:4326")) {
    throw new Unreadable("unknown-crs", `EPSG:${code}`);
  }
  return projection;
}

function gridOf(image) {
  const directory = image.getFileDirectory();
  const matrix = directory.getValue("ModelTransformation");
  if (matrix && (matrix[1] || matrix[4])) {
    throw new Unreadable("rotated");
  }
  let origin;
  let resolution;
  try {
    origin = image.getOrigin();
    resolution = matrix ? [matrix[0], matrix[5]] : image.getResolution();
  } catch {
    throw new Unreadable("no-place");
  }
  const half = image.getGeoKeys()?.GTRasterTypeGeoKey === PIXEL_IS_POINT ? 0.5 : 0;
  return {
    left: origin[0] - half * resolution[0],
    top: origin[1] - half * resolution[1],
    dx: resolution[0],
    dy: resolution[1],
  };
}

export class Cog {
  constructor(levels, grid, projection, nodata) {
    this.levels = levels; // the finest first
    this.grid = grid;
    this.projection = projection;
    this.nodata = nodata;
    [this.image] = levels;
    this.width = this.image.getWidth();
    this.height = this.image.getHeight();
    this.bands = this.image.getSamplesPerPixel();
  }

  static async open(url) {
    const tiff = await fromUrl(url, {allowFullFile: false, blockSize: BLOCK, cacheSize: BLOCKS});
    const images = [];
    for (let index = 0, count = await tiff.getImageCount(); index < count; index++) {
      images.push(await tiff.getImage(index));
    }
    const [first] = images;
    const ratio = first.getWidth() / first.getHeight();
    const levels = images.filter((image) => {
      const kind = image.getFileDirectory().getValue("NewSubfileType") ?? 0;
      return !(kind & MASK) && Math.abs(image.getWidth() / image.getHeight() / ratio - 1) < 0.1;
    });
    levels.sort((one, other) => other.getWidth() - one.getWidth());
    return new Cog(levels, gridOf(first), projectionOf(first), first.getGDALNoData());
  }

  /** The whole extent in another projection. */
  extentIn(projection) {
    const {left, top, dx, dy} = this.grid;
    const right = left + dx * this.width;
    const bottom = top + dy * this.height;
    const own = [Math.min(left, right), Math.min(top, bottom), Math.max(left, right), Math.max(top, bottom)];
    return transformExtent(own, this.projection, projection, 8);
  }

  /** From a coordinate of the projection to a pixel of the finest level, with fractions. */
  pixelFrom(projection) {
    const transform = getTransform(projection, this.projection);
    const {left, top, dx, dy} = this.grid;
    return (coordinate) => {
      const [x, y] = transform(coordinate);
      return [(x - left) / dx, (y - top) / dy];
    };
  }

  /** The coarsest level that still has a pixel for each of `scale` of the finest one. */
  levelFor(scale) {
    const fitting = this.levels.filter((image) => this.width / image.getWidth() <= scale * 1.01);
    return fitting[fitting.length - 1] ?? this.image;
  }

  /** The values of a window, given in pixels of the finest level, at the level that fits `scale`. */
  async read([left, top, right, bottom], scale) {
    const image = this.levelFor(scale);
    const x = this.width / image.getWidth();
    const y = this.height / image.getHeight();
    const window = [
      Math.max(0, Math.floor(left / x) - 1),
      Math.max(0, Math.floor(top / y) - 1),
      Math.min(image.getWidth(), Math.ceil(right / x) + 1),
      Math.min(image.getHeight(), Math.ceil(bottom / y) + 1),
    ];
    const width = window[2] - window[0];
    const height = window[3] - window[1];
    if (width * height > MOST_PIXELS) {
      throw new Unreadable("too-large");
    }
    const bands = await this.#values(image, window);
    return {bands, left: window[0], top: window[1], width, height, x, y};
  }

  async #values(image, window) {
    try {
      return await image.readRasters({window});
    } catch (error) {
      const compression = /Unknown compression method identifier: (\S+)/.exec(error.message);
      throw compression ? new Unreadable("compression", compression[1]) : error;
    }
  }

  /** What the values of a band are like: as the file says, else as its coarsest level shows. */
  async statistics() {
    const coarsest = this.levels[this.levels.length - 1];
    const side = Math.floor(Math.sqrt(MOST_FOR_STATISTICS));
    const [width, height] = [coarsest.getWidth(), coarsest.getHeight()];
    const left = Math.max(0, Math.floor((width - side) / 2));
    const top = Math.max(0, Math.floor((height - side) / 2));
    const bands = await this.#values(coarsest, [left, top, Math.min(width, left + side), Math.min(height, top + side)]);
    const found = [];
    for (let band = 0; band < this.bands; band++) {
      const stated = (await this.image.getGDALMetadata(band)) ?? {};
      found.push(statistics(bands[band], this.nodata, stated));
    }
    return found;
  }

  /** The colours of a palette, 0 to 255, or null. */
  async palette() {
    const map = await this.image.getFileDirectory().loadValue("ColorMap");
    if (!map) {
      return null;
    }
    const size = map.length / 3;
    return Array.from({length: size}, (_, value) => [0, 1, 2].map((part) => map[part * size + value] >> 8));
  }

  /** Whether its first three bands are red, green and blue of 8 bits. */
  get isPicture() {
    const photometric = this.image.getFileDirectory().getValue("PhotometricInterpretation");
    return this.bands >= 3 && (photometric === 2 || photometric === 6) && this.image.getBitsPerSample() === 8;
  }
}
