package org.periplus.api;

import java.util.Locale;
import java.util.Map;

/** The media types of result files, by the ends of their names. */
final class FileMediaTypes {

  private static final Map<String, String> BY_SUFFIX =
      Map.ofEntries(
          Map.entry("tif", "image/tiff; application=geotiff"),
          Map.entry("tiff", "image/tiff; application=geotiff"),
          Map.entry("json", "application/json"),
          Map.entry("geojson", "application/geo+json"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jp2", "image/jp2"),
          Map.entry("nc", "application/netcdf"),
          Map.entry("h5", "application/x-hdf5"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("xml", "application/xml"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("log", "text/plain; charset=utf-8"),
          Map.entry("parquet", "application/vnd.apache.parquet"));

  private FileMediaTypes() {}

  /** The media type of a file; HTML is nobody's business here and is sent as mere bytes. */
  static String of(String path) {
    String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_SUFFIX.getOrDefault(suffix, "application/octet-stream");
  }
}
