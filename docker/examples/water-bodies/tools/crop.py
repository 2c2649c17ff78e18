#!/usr/bin/python3 -u
"""Cuts one band of a STAC item to an area of interest and writes crop_<band>.tif."""

import math

import rasterio
from rasterio.errors import CRSError, RasterioIOError, WindowError
from rasterio.warp import transform_bounds
from rasterio.windows import Window, from_bounds

from command import Arguments, BadInput, log, one_line, read_item, resolve, run, to_gdal


def main():
    parser = Arguments(description=__doc__)
    parser.add_argument("--input-item", required=True, help="URL or path of a STAC item")
    parser.add_argument("--aoi", required=True, help="area of interest: west,south,east,north")
    parser.add_argument("--epsg", default="EPSG:4326", help="coordinate system of the area of interest")
    parser.add_argument("--band", required=True, help="common name of the band, or key of its asset")
    arguments = parser.parse_args()

    area = parse_area(arguments.aoi)
    if not arguments.band.replace("_", "").replace("-", "").isalnum():
        raise BadInput(f"'{arguments.band}' is no name of a band")
    item = read_item(arguments.input_item)
    location = resolve(arguments.input_item, find_asset(item, arguments.band)["href"])
    log(f"Item {item.get('id')}: band {arguments.band} is {location}")
    try:
        crop(location, area, arguments.epsg, f"crop_{arguments.band}.tif")
    except RasterioIOError as problem:
        raise BadInput(f"{location} cannot be read: {one_line(problem)}") from problem


def crop(location, area, epsg, target):
    with rasterio.open(to_gdal(location)) as source:
        if source.crs is None:
            raise BadInput(f"{location} has no coordinate system")
        window = window_of(source, area, epsg)
        if window is None:
            raise BadInput(f"the area of interest does not touch {location}")
        log(f"Reading {window.width} x {window.height} of {source.width} x {source.height} pixels")
        profile = {
            "driver": "GTiff",
            "dtype": source.dtypes[0],
            "count": 1,
            "width": window.width,
            "height": window.height,
            "crs": source.crs,
            "transform": source.window_transform(window),
            "nodata": source.nodata,
            "tiled": True,
            "compress": "deflate",
        }
        with rasterio.open(target, "w", **profile) as result:
            result.write(source.read(1, window=window), 1)
    log(f"Wrote {target}")


def parse_area(text):
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        raise BadInput(f"the area of interest '{text}' is not west,south,east,north") from None
    if not (west < east and south < north):
        raise BadInput(f"the area of interest '{text}' is empty")
    return west, south, east, north


def find_asset(item, band):
    """The asset that holds this band and no other, else the one whose key is the band's name."""
    for asset in item["assets"].values():
        if common_names(asset) == [band]:
            return asset
    if band in item["assets"]:
        return item["assets"][band]
    raise BadInput(f"the item {item.get('id')} has no asset for the band '{band}'")


def common_names(asset):
    bands = asset.get("eo:bands") or asset.get("bands")
    if not isinstance(bands, list):
        return []
    return [band.get("common_name") or band.get("eo:common_name") for band in bands if isinstance(band, dict)]


def window_of(source, area, epsg):
    """The pixels that the area covers, rounded outwards to whole ones; None when it covers none."""
    try:
        bounds = transform_bounds(epsg, source.crs, *area)
    except CRSError:
        raise BadInput(f"'{epsg}' is no coordinate system") from None
    if not all(map(math.isfinite, bounds)):
        raise BadInput(f"the area of interest cannot be expressed in {source.crs}")
    wanted = from_bounds(*bounds, transform=source.transform)
    try:
        covered = wanted.intersection(Window(0, 0, source.width, source.height))
    except WindowError:
        return None
    # less than a millionth of a pixel is rounding, no pixel
    left, top = math.floor(covered.col_off + 1e-6), math.floor(covered.row_off + 1e-6)
    right = min(source.width, math.ceil(covered.col_off + covered.width - 1e-6))
    bottom = min(source.height, math.ceil(covered.row_off + covered.height - 1e-6))
    if right <= left or bottom <= top:
        return None
    return Window(left, top, right - left, bottom - top)


if __name__ == "__main__":
    run(main)
