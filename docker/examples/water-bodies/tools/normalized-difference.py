#!/usr/bin/python3 -u
"""Writes (a - b) / (a + b) of two rasters as normalized_difference.tif; no data is NaN."""

import numpy as np
import rasterio

from command import Arguments, BadInput, log, run

TARGET = "normalized_difference.tif"


def main():
    parser = Arguments(description=__doc__)
    parser.add_argument("rasters", nargs="+", metavar="raster", help="two rasters of one grid, for example green and nir")
    rasters = parser.parse_args().rasters
    if len(rasters) != 2:
        raise BadInput(f"a normalised difference needs two rasters, not {len(rasters)}")

    with rasterio.open(rasters[0]) as first, rasterio.open(rasters[1]) as second:
        if (first.shape, first.transform, first.crs) != (second.shape, second.transform, second.crs):
            raise BadInput(
                f"the rasters lie on different grids: {first.width} x {first.height} at {first.transform.c},{first.transform.f}"
                f" and {second.width} x {second.height} at {second.transform.c},{second.transform.f}"
            )
        profile = {
            "driver": "GTiff",
            "dtype": "float32",
            "count": 1,
            "width": first.width,
            "height": first.height,
            "crs": first.crs,
            "transform": first.transform,
            "nodata": float("nan"),
            "tiled": True,
            "compress": "deflate",
        }
        valid, lowest, highest = 0, np.inf, -np.inf
        with rasterio.open(TARGET, "w", **profile) as result:
            # tile by tile, since a whole scene would not fit into the memory that the tool asks for
            for _, window in result.block_windows(1):
                difference = normalized_difference(read(first, window), read(second, window))
                result.write(difference, 1, window=window)
                values = difference[np.isfinite(difference)]
                if values.size:
                    valid += values.size
                    lowest, highest = min(lowest, values.min()), max(highest, values.max())
    if valid:
        share = 100 * valid / (profile["width"] * profile["height"])
        log(f"Values from {lowest:.3f} to {highest:.3f}; {share:.1f} % of the pixels are valid")
    log(f"Wrote {TARGET}")


def read(raster, window):
    """This part of the first band as floating point numbers, NaN where there is no data."""
    return raster.read(1, window=window, masked=True).astype("float32").filled(np.nan)


def normalized_difference(a, b):
    total = a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total == 0, np.nan, (a - b) / total).astype("float32")


if __name__ == "__main__":
    run(main)
