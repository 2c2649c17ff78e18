#!/usr/bin/python3 -u
"""Writes a STAC catalog of water masks into the folder catalog: one item for each scene."""

import json
import shutil
from pathlib import Path

import rasterio
from rasterio.warp import transform_geom

from command import Arguments, BadInput, log, read_item, run

TARGET = Path("catalog")
MASK = "otsu.tif"
PROJECTION = "https://stac-extensions.github.io/projection/v1.1.0/schema.json"


def main():
    parser = Arguments(description=__doc__)
    parser.add_argument("--input-item", action="append", required=True, help="STAC item of a scene: URL or path")
    parser.add_argument("--water-body", action="append", required=True, help="the mask of that scene, in the same order")
    arguments = parser.parse_args()
    if len(arguments.input_item) != len(arguments.water_body):
        raise BadInput(f"{len(arguments.input_item)} items but {len(arguments.water_body)} masks")

    TARGET.mkdir()
    identifiers = []
    for reference, mask in zip(arguments.input_item, arguments.water_body):
        scene = read_item(reference)
        identifier = folder_name(scene.get("id"), identifiers)
        folder = TARGET / identifier
        folder.mkdir()
        shutil.copyfile(mask, folder / MASK)
        write(folder / f"{identifier}.json", item_of(identifier, scene, folder / MASK))
        identifiers.append(identifier)
        log(f"Wrote the item {identifier}")
    write(TARGET / "catalog.json", catalog_of(identifiers))
    log(f"Wrote a catalog of {len(identifiers)} items")


def folder_name(identifier, taken):
    """The scene's identifier, if it may name a folder of its own."""
    if not isinstance(identifier, str) or not identifier.strip(".") or "/" in identifier:
        raise BadInput(f"{identifier!r} cannot be the identifier of an item")
    if identifier in taken:
        raise BadInput(f"two items have the identifier {identifier}")
    return identifier


def item_of(identifier, scene, mask):
    with rasterio.open(mask) as raster:
        if raster.crs is None:
            raise BadInput(f"the mask of {identifier} has no coordinate system")
        west, south, east, north = raster.bounds
        footprint = rectangle(west, south, east, north)
        geometry = transform_geom(raster.crs, "EPSG:4326", footprint)
        properties = {
            "datetime": scene["properties"].get("datetime"),
            "proj:epsg": raster.crs.to_epsg(),
            "proj:geometry": footprint,
            "proj:bbox": [west, south, east, north],
            "proj:shape": [raster.height, raster.width],
            "proj:transform": list(raster.transform),
            "proj:projjson": raster.crs.to_dict(projjson=True),
            "proj:wkt2": raster.crs.to_wkt(version="WKT2_2019"),
        }
    for name in ("start_datetime", "end_datetime", "platform"):
        if name in scene["properties"]:
            properties[name] = scene["properties"][name]
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [PROJECTION],
        "id": identifier,
        "properties": properties,
        "geometry": geometry,
        "bbox": bounding_box(geometry),
        "links": [link("root", "../catalog.json"), link("parent", "../catalog.json")],
        "assets": {
            "data": {
                "href": f"./{MASK}",
                "type": "image/tiff; application=geotiff",
                "title": "Water mask: 1 water, 0 none, 255 no data",
                "roles": ["data", "visual"],
            }
        },
    }


def catalog_of(identifiers):
    return {
        "type": "Catalog",
        "stac_version": "1.0.0",
        "id": "water-bodies",
        "description": "Water masks by Otsu's threshold of the normalised difference water index",
        "links": [link("root", "./catalog.json")]
        + [link("item", f"./{name}/{name}.json", "application/geo+json") for name in identifiers],
    }


def link(relation, href, media_type="application/json"):
    return {"rel": relation, "href": href, "type": media_type}


def rectangle(west, south, east, north):
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def bounding_box(geometry):
    longitudes, latitudes = zip(*geometry["coordinates"][0])
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def write(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(main)
