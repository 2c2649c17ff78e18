// From values to colours. All that stands here is data of legends, the same in the light and in the dark.

const OFF = [222, 214, 196];
const ON = [11, 94, 215];

/** Twelve that can be told apart: Paul Tol's qualitative schemes. */
const CLASSES = [
  [68, 119, 170],
  [238, 102, 119],
  [34, 136, 51],
  [204, 187, 68],
  [102, 204, 238],
  [170, 51, 119],
  [187, 187, 187],
  [136, 34, 85],
  [153, 153, 51],
  [51, 34, 136],
  [221, 204, 119],
  [17, 119, 51],
];

export const RAMPS = {
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  viridis: [
    [68, 1, 84],
    [59, 82, 139],
    [33, 145, 140],
    [94, 201, 98],
    [253, 231, 37],
  ],
  diverging: [
    [140, 81, 10],
    [216, 179, 101],
    [245, 245, 245],
    [90, 180, 172],
    [1, 102, 94],
  ],
};

/** A colour for each class: 0 and 1 are a mask. */
export function classColours(values, palette) {
  const mask = values.length <= 2 && values.every((value) => value === 0 || value === 1);
  return new Map(
    values.map((value, at) => [value, palette?.[value] ?? (mask ? [OFF, ON][value] : CLASSES[at % CLASSES.length])]),
  );
}

/** A table of 256 colours along a ramp. */
export function rampTable(name) {
  const stops = RAMPS[name];
  return Array.from({length: 256}, (_, at) => {
    const place = (at / 255) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    return stops[stop].map((part, channel) => Math.round(part + (stops[stop + 1][channel] - part) * (place - stop)));
  });
}

/**
 * The function that writes the colour of a pixel.
 *
 * @param style {kind: "classes", band, colours} | {kind: "ramp", band, ramp, min, max} | {kind: "picture"}
 * @param nodata the value that is none
 * @returns (bands, index, target, at) => void; what is none stays transparent
 */
export function painter(style, nodata) {
  const isNone = (value) => value === nodata || !Number.isFinite(value);
  const put = (target, at, colour) => {
    target.set(colour, at);
    target[at + 3] = 255;
  };
  switch (style.kind) {
    case "classes":
      return (bands, index, target, at) => {
        const value = bands[style.band][index];
        const colour = isNone(value) ? undefined : style.colours.get(value);
        if (colour) {
          put(target, at, colour);
        }
      };
    case "picture":
      return (bands, index, target, at) => {
        const colour = [bands[0][index], bands[1][index], bands[2][index]];
        const alpha = bands.length > 3 ? bands[3][index] : 255;
        if (alpha && !colour.every(isNone)) {
          target.set(colour, at);
          target[at + 3] = alpha;
        }
      };
    default: {
      const table = rampTable(style.ramp);
      return (bands, index, target, at) => {
        const value = bands[style.band][index];
        if (!isNone(value)) {
          const part = (value - style.min) / (style.max - style.min);
          put(target, at, table[Math.max(0, Math.min(255, Math.round(part * 255)))]);
        }
      };
    }
  }
}
