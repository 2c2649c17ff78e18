#!/usr/bin/python3 -u
"""Makes two Sentinel-2-like acquisitions of one landscape with lakes, as STAC items with COG assets.

The same seed makes the same pixels. Between the two dates the lakes shrink or grow a little, as they
do between a dry summer and a spring after snow.
"""

import json
import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.warp import transform_geom
from skimage.filters import gaussian

SEED = 20210713
CRS = "EPSG:32610"
PIXEL = 10  # metres
SIZE = 1000  # pixels
# The scenes reach over the western edge of the example's area of interest, so that cropping cuts.
WEST, NORTH = 634_000, 4_455_000
NO_DATA = 0

# identifier, time, how high the water stands (0 is the first scene's level), haze in digital numbers
ACQUISITIONS = [
    ("S2B_10TFK_20210713_0_L2A", "2021-07-13T19:03:24Z", 0.0, 40),
    ("S2A_10TFK_20220524_0_L2A", "2022-05-24T19:03:29Z", 0.15, 90),
]
BANDS = {
    # common name: (Sentinel-2's name, centre in micrometres, water, vegetation, soil), digital numbers of reflectance
    "green": ("B03", 0.56, 620, 560, 1150),
    "nir": ("B08", 0.842, 180, 3100, 2300),
}


def main():
    target = Path(sys.argv[1])
    random = np.random.default_rng(SEED)
    terrain = smooth(random, 45) + 0.25 * smooth(random, 12)
    cover = smooth(random, 25)
    sea_level = np.quantile(terrain, 0.12)
    for identifier, time, level, haze in ACQUISITIONS:
        water = np.clip((sea_level + level - terrain) / 0.02, 0, 1)  # shores are mixed pixels
        folder = target / identifier
        folder.mkdir(parents=True)
        for name, (_, _, of_water, of_vegetation, of_soil) in BANDS.items():
            share = np.clip(0.5 + 0.4 * cover, 0, 1)
            land = share * of_vegetation + (1 - share) * of_soil
            reflectance = water * of_water + (1 - water) * land + haze
            reflectance *= 1 + 0.03 * random.standard_normal(terrain.shape)
            reflectance += 15 * random.standard_normal(terrain.shape)
            write_band(folder / f"{name}.tif", np.clip(np.rint(reflectance), 1, 10000).astype("uint16"))
        write_json(target / f"{identifier}.json", item(identifier, time))
        print(f"{identifier}: {100 * (water > 0.5).mean():.1f} % water", file=sys.stderr)


def smooth(random, radius):
    """Noise without structure finer than the radius in pixels, with mean 0 and deviation 1."""
    field = gaussian(random.standard_normal((SIZE, SIZE)), sigma=radius, mode="wrap")
    return (field - field.mean()) / field.std()


def write_band(path, pixels):
    with rasterio.open(
        path, "w", driver="COG", dtype=pixels.dtype, count=1, height=SIZE, width=SIZE, crs=CRS,
        transform=from_origin(WEST, NORTH, PIXEL, PIXEL), nodata=NO_DATA, compress="deflate", blocksize=256,
    ) as raster:
        raster.write(pixels, 1)


def item(identifier, time):
    east, south = WEST + SIZE * PIXEL, NORTH - SIZE * PIXEL
    corners = [[WEST, south], [east, south], [east, NORTH], [WEST, NORTH], [WEST, south]]
    geometry = transform_geom(CRS, "EPSG:4326", {"type": "Polygon", "coordinates": [corners]})
    longitudes, latitudes = zip(*geometry["coordinates"][0])
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [
            "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
            "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
        ],
        "id": identifier,
        "bbox": [min(longitudes), min(latitudes), max(longitudes), max(latitudes)],
        "geometry": geometry,
        "properties": {
            "datetime": time,
            "platform": "sentinel-2" + identifier[2].lower(),
            "instruments": ["msi"],
            "gsd": PIXEL,
            "description": "An invented scene that resembles Sentinel-2 L2A",
            "proj:epsg": int(CRS.split(":")[1]),
            "proj:shape": [SIZE, SIZE],
            "proj:transform": [PIXEL, 0, WEST, 0, -PIXEL, NORTH],
        },
        "links": [],
        "assets": {name: asset(identifier, name, *band[:2]) for name, band in BANDS.items()},
    }


def asset(identifier, common_name, name, wavelength):
    return {
        "href": f"./{identifier}/{common_name}.tif",
        "type": "image/tiff; application=geotiff; profile=cloud-optimized",
        "title": f"Band {name}",
        "roles": ["data"],
        "eo:bands": [{"name": name, "common_name": common_name, "center_wavelength": wavelength}],
    }


def write_json(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
