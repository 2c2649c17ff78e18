#!/usr/bin/python3 -u
"""Divides a raster by Otsu's threshold and writes the mask otsu.tif: 1 above, 0 below, 255 no data."""

import numpy as np
import rasterio
from skimage.filters import threshold_otsu

from command import Arguments, BadInput, log, run

TARGET = "otsu.tif"
NO_DATA = 255


def main():
    parser = Arguments(description=__doc__)
    parser.add_argument("raster", help="for example a normalised difference water index")
    arguments = parser.parse_args()

    with rasterio.open(arguments.raster) as source:
        values = source.read(1, masked=True)
        crs, transform = source.crs, source.transform
    valid = ~np.ma.getmaskarray(values) & np.isfinite(values.data)
    samples = values.data[valid]
    if samples.size == 0 or samples.min() == samples.max():
        raise BadInput("the raster holds no two different values, so no threshold divides it")

    threshold = threshold_otsu(samples)
    mask = np.full(values.shape, NO_DATA, dtype="uint8")
    mask[valid] = samples > threshold
    with rasterio.open(
        TARGET, "w", driver="COG", dtype="uint8", count=1, height=mask.shape[0], width=mask.shape[1],
        crs=crs, transform=transform, nodata=NO_DATA, compress="deflate", overview_resampling="mode",
    ) as result:
        result.write(mask, 1)
    log(f"Threshold {threshold:.4f}; {100 * mask[valid].mean():.2f} % of the valid pixels lie above")
    log(f"Wrote {TARGET}")


if __name__ == "__main__":
    run(main)
