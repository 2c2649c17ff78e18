"""Opens each mask in a folder and says what it is; ends with 1 when one of them is no water mask."""

import sys
from pathlib import Path

import rasterio

masks = sorted(Path(sys.argv[1]).glob("*.tif"))
if not masks:
    sys.exit(f"{sys.argv[1]} holds no mask")
for path in masks:
    with rasterio.open(path) as raster:
        pixels = raster.read(1, masked=True)
        if raster.driver != "GTiff" or raster.crs is None or not set(pixels.compressed()) <= {0, 1}:
            sys.exit(f"{path.name} is no water mask")
        print(f"  {path.name}: {raster.width} x {raster.height} pixels, {raster.crs}, {100 * pixels.mean():.1f} % water")
