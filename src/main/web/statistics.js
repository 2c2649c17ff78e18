// What the values of a band are like, so that they can be coloured.

// More different values are no classes.
const MOST_CLASSES = 12;

/**
 * @param values of the band
 * @param nodata the value that is none, or null; what is not a number is none either
 * @param stated GDAL's metadata of the band
 * @returns {min, max, classes}: what black and white are, and the values when they are few and whole
 */
export function statistics(values, nodata, stated) {
  const valid = Float64Array.from(values).filter((value) => Number.isFinite(value) && value !== nodata);
  const different = new Set();
  for (let at = 0; at < valid.length && different.size <= MOST_CLASSES; at++) {
    different.add(valid[at]);
  }
  const few = different.size > 0 && different.size <= MOST_CLASSES && [...different].every(Number.isInteger);
  valid.sort();
  const share = (part) => valid[Math.min(valid.length - 1, Math.floor(valid.length * part))];
  const [min, max] = valid.length ? [share(0.02), share(0.98)] : [0, 1];
  const from = Number(stated.STATISTICS_MINIMUM ?? NaN);
  const to = Number(stated.STATISTICS_MAXIMUM ?? NaN);
  const limits = Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : [min, max];
  return {
    min: limits[0],
    max: limits[1] > limits[0] ? limits[1] : limits[0] + 1,
    classes: few && !(values instanceof Float32Array && different.size > 2) ? [...different].sort((a, b) => a - b) : null,
  };
}
