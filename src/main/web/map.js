// Maps of pages: shapes, GeoTIFFs, land and graticule; and shapes that somebody draws. It speaks no language: texts are the pages'.
import Map from "ol/Map.js";
import View from "ol/View.js";
import Attribution from "ol/control/Attribution.js";
import ScaleLine from "ol/control/ScaleLine.js";
import Zoom from "ol/control/Zoom.js";
import {createEmpty, extend, getCenter} from "ol/extent.js";
import GeoJSON from "ol/format/GeoJSON.js";
import Draw, {createBox} from "ol/interaction/Draw.js";
import {defaults as interactions} from "ol/interaction/defaults.js";
import Graticule from "ol/layer/Graticule.js";
import TileLayer from "ol/layer/Tile.js";
import VectorLayer from "ol/layer/Vector.js";
import {toLonLat, transformExtent} from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import XYZ from "ol/source/XYZ.js";
import Circle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import {Unreadable} from "./cog.js";
import {landFeatures} from "./land.js";
import {Raster} from "./raster.js";
import {RAMPS, rampTable} from "./colours.js";

export {RAMPS, Unreadable, rampTable};

const WEB_MERCATOR = "EPSG:3857";
const LON_LAT = "EPSG:4326";
const MARGIN = [40, 40, 40, 40];
const CLOSEST = 15;

/** The page's own colours, so that a map fits into the light and into the dark. */
function colours(target) {
  const style = getComputedStyle(target);
  const colour = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  return {
    sea: colour("--raised", "#eef3f7"),
    land: colour("--sunken", "#e2e0d8"),
    line: colour("--line", "#b9bec4"),
    text: colour("--muted", "#555"),
    accent: colour("--accent", "#0b5ed7"),
  };
}

function shapeStyle({accent}) {
  const stroke = new Stroke({color: accent, width: 2});
  // a fill that cannot be seen is hit by the pointer
  const fill = new Fill({color: "rgba(0, 0, 0, 0.01)"});
  return new Style({stroke, fill, image: new Circle({radius: 6, stroke, fill: new Fill({color: accent})})});
}

function landLayer({land: fill, line}) {
  return new VectorLayer({
    source: new VectorSource({features: landFeatures(WEB_MERCATOR)}),
    style: new Style({fill: new Fill({color: fill}), stroke: new Stroke({color: line, width: 1})}),
  });
}

function graticule({line, text, sea}) {
  const label = (align, baseline) =>
    new Text({
      font: "11px sans-serif",
      textAlign: align,
      textBaseline: baseline,
      fill: new Fill({color: text}),
      stroke: new Stroke({color: sea, width: 3}),
    });
  return new Graticule({
    strokeStyle: new Stroke({color: line, width: 1, lineDash: [2, 4]}),
    showLabels: true,
    wrapX: false,
    lonLabelPosition: 0.02,
    latLabelPosition: 0.99,
    lonLabelStyle: label("center", "bottom"),
    latLabelStyle: label("end", "middle"),
  });
}

function baseLayer(url, attribution) {
  return new TileLayer({source: new XYZ({url, attributions: attribution || undefined, attributionsCollapsible: false})});
}

/** A map in an element, which says by `data-basemap` and `data-attribution` what lies below. */
export class PageMap {
  #shapes = new VectorSource();
  #rasters = [];
  #below = [];

  /** @param labels {zoomIn, zoomOut} */
  constructor(target, labels) {
    this.target = target;
    target.tabIndex = 0; // moved with the arrow keys, + and -
    this.shapesLayer = new VectorLayer({source: this.#shapes, zIndex: 20});
    this.map = new Map({
      target,
      view: new View({projection: WEB_MERCATOR, center: [0, 0], zoom: 1, maxZoom: 22, showFullExtent: true}),
      interactions: interactions({onFocusOnly: true, altShiftDragRotate: false, pinchRotate: false}),
      controls: [
        new Zoom({zoomInTipLabel: labels.zoomIn, zoomOutTipLabel: labels.zoomOut}),
        new ScaleLine(),
        ...(target.dataset.basemap ? [new Attribution({collapsible: false})] : []),
      ],
      layers: [this.shapesLayer],
    });
    this.#paintBelow();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paintBelow());
  }

  #paintBelow() {
    const own = colours(this.target);
    this.#below.forEach((layer) => this.map.removeLayer(layer));
    const {basemap, attribution} = this.target.dataset;
    this.#below = [basemap ? baseLayer(basemap, attribution) : landLayer(own), graticule(own)];
    this.#below.forEach((layer, place) => {
      layer.setZIndex(place ? 15 : 0);
      this.map.addLayer(layer);
    });
    this.shapesLayer.setStyle(shapeStyle(own));
  }

  /** Adds GeoJSON; what is no geometry is left out. Returns how many shapes there are now. */
  addShapes(geojson) {
    const features = new GeoJSON()
      .readFeatures(geojson, {dataProjection: LON_LAT, featureProjection: WEB_MERCATOR})
      .filter((feature) => feature.getGeometry());
    this.#shapes.addFeatures(features);
    return features.length;
  }

  showShapes(visible) {
    this.shapesLayer.setVisible(visible);
  }

  clearShapes() {
    this.#shapes.clear();
  }

  /**
   * Adds a GeoTIFF on top of those that are there.
   *
   * @param failed is called with an error when a part cannot be read later, and with null when it can
   * @throws Unreadable
   */
  async addRaster(url, failed) {
    const raster = await Raster.open(url, this.map.getView().getProjection(), failed);
    raster.layer.setZIndex(5 + this.#rasters.length / 1000);
    this.#rasters.push(raster);
    this.map.addLayer(raster.layer);
    return raster;
  }

  /** Moves to all that there is, or to an extent of the view's projection. */
  fit(extent) {
    const all = extent ?? this.#rasters.reduce((sum, raster) => extend(sum, raster.extent), this.#shapesExtent());
    if (Number.isFinite(getCenter(all)[0])) {
      this.map.getView().fit(all, {padding: MARGIN, maxZoom: CLOSEST, size: this.map.getSize()});
    }
  }

  #shapesExtent() {
    return this.#shapes.isEmpty() ? createEmpty() : this.#shapes.getExtent().slice();
  }

  /**
   * Calls `seen({lon, lat, raster, values, none, column, row, names})` for the pointer, for the middle while keys move the map,
   * and with null when there is nothing to say.
   */
  onPoint(seen) {
    const look = (coordinate, pixel) => {
      const [lon, lat] = toLonLat(coordinate);
      const top = this.#rasters
        .filter((raster) => raster.layer.getVisible() && raster.layer.getOpacity() > 0)
        .reverse()
        .map((raster) => ({raster, ...raster.valuesAt(coordinate)}))
        .find(({values}) => values);
      const names = this.map.getFeaturesAtPixel(pixel, {layerFilter: (layer) => layer === this.shapesLayer});
      seen({lon, lat, ...top, names: names.map((feature) => String(feature.getId() ?? feature.get("name") ?? ""))});
    };
    this.map.on("pointermove", ({coordinate, pixel, dragging}) => !dragging && look(coordinate, pixel));
    this.map.on("moveend", () => {
      if (this.target.matches(":focus-visible")) {
        const middle = this.map.getView().getCenter();
        look(middle, this.map.getPixelFromCoordinate(middle));
      }
    });
    this.map.getViewport().addEventListener("pointerleave", () => seen(null));
  }

  /** Lets somebody draw a box; each new one takes the place of the one before. Calls `drawn([west, south, east, north])`. */
  drawBox(drawn) {
    return this.#draw({type: "Circle", geometryFunction: createBox()}, (geometry) =>
      drawn(transformExtent(geometry.getExtent(), WEB_MERCATOR, LON_LAT)),
    );
  }

  /** Lets somebody draw a "Point", "LineString" or "Polygon". Calls `drawn(geometry)` with GeoJSON. */
  drawGeometry(type, drawn) {
    const format = new GeoJSON({dataProjection: LON_LAT, featureProjection: WEB_MERCATOR, decimals: 6});
    return this.#draw({type}, (geometry) => drawn(format.writeGeometryObject(geometry, {rightHanded: true})));
  }

  #draw(options, done) {
    const draw = new Draw({source: this.#shapes, ...options});
    draw.on("drawstart", () => this.#shapes.clear());
    draw.on("drawend", ({feature}) => done(feature.getGeometry()));
    this.map.addInteraction(draw);
    return () => this.map.removeInteraction(draw);
  }
}
