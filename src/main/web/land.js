// The outlines of the land, which cross the antimeridian where the land does: as they come, such a line would run around the Earth.
import TopoJSON from "ol/format/TopoJSON.js";
import world from "world-atlas/land-110m.json";

const SOUTH = -90;

/** A ring whose longitudes go on beyond 180° in place of jumping to the other side. */
export function unwrapped(ring) {
  let turns = 0;
  const points = ring.map(([lon, lat], at) => {
    const before = at ? ring[at - 1][0] : lon;
    turns += lon - before > 180 ? -360 : lon - before < -180 ? 360 : 0;
    return [lon + turns, lat];
  });
  if (turns !== 0) {
    // Around the pole, which is in the ring: Antarctica
    points.push([points.at(-1)[0], SOUTH], [points[0][0], SOUTH], points[0]);
  }
  return points;
}

/** The land as features of a projection. */
export function landFeatures(projection) {
  return new TopoJSON().readFeatures(world).flatMap((feature) => {
    const geometry = feature.getGeometry();
    const polygons = geometry.getCoordinates().map((rings) => rings.map(unwrapped));
    geometry.setCoordinates(polygons);
    geometry.transform("EPSG:4326", projection);
    return feature;
  });
}
