package org.periplus.staging.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Media types by file name, with those of Earth observation. */
public final class MediaTypes {

  /** What a file is whose name says nothing. */
  public static final String UNKNOWN = "application/octet-stream";

  /** GeoTIFF as STAC writes it. */
  public static final String GEOTIFF = "image/tiff; application=geotiff";

  public static final String JSON = "application/json";

  /** Extension and media type; of several extensions of a type the first is the usual one. */
  private static final List<Map.Entry<String, String>> KNOWN =
      List.of(
          Map.entry("tif", GEOTIFF),
          Map.entry("tiff", GEOTIFF),
          Map.entry("jp2", "image/jp2"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("nc", "application/netcdf"),
          Map.entry("zarr", "application/vnd.zarr"),
          Map.entry("h5", "application/x-hdf5"),
          Map.entry("hdf5", "application/x-hdf5"),
          Map.entry("hdf", "application/x-hdf"),
          Map.entry("grib", "application/x-grib"),
          Map.entry("grib2", "application/x-grib2"),
          Map.entry("gpkg", "application/geopackage+sqlite3"),
          Map.entry("parquet", "application/vnd.apache.parquet"),
          Map.entry("fgb", "application/vnd.flatgeobuf"),
          Map.entry("kml", "application/vnd.google-earth.kml+xml"),
          Map.entry("kmz", "application/vnd.google-earth.kmz"),
          Map.entry("laz", "application/vnd.laszip"),
          Map.entry("json", JSON),
          Map.entry("geojson", "application/geo+json"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("cwl", "application/cwl"),
          Map.entry("csv", "text/csv"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("txt", "text/plain"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("html", "text/html"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("zip", "application/zip"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("bz2", "application/x-bzip2"),
          Map.entry("xz", "application/x-xz"));

  private static final int LONGEST = 500;

  private static final String NAME = "[\\w!#$&'*+.^`|~%-]++";
  private static final Pattern TOKEN = Pattern.compile(NAME);
  private static final Pattern TYPE = Pattern.compile(NAME + "/" + NAME);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*+;\\s*+(" + NAME + ")=(\"[ !#-\\[\\]-~]*+\"|[!#-+\\--:<-\\[\\]-~]++)\\s*+");

  private static final Map<String, String> BY_EXTENSION =
      KNOWN.stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private MediaTypes() {}

  /** The media type of a file with this name or path; {@link #UNKNOWN} when it says nothing. */
  public static String of(String name) {
    return BY_EXTENSION.getOrDefault(FileNames.extension(name), UNKNOWN);
  }

  /**
   * A media type as fields of answers have it (RFC 9110, 8.3.1): clients leave out the quotation
   * marks that values of parameters need, such as URLs. Empty if it is none at all.
   */
  public static Optional<String> wellFormed(String written) {
    Matcher type = TYPE.matcher(written.strip());
    if (written.length() > LONGEST || !type.lookingAt()) {
      return Optional.empty();
    }
    StringBuilder formed = new StringBuilder(type.group());
    Matcher parameter = PARAMETER.matcher(written.strip());
    int end = type.end();
    while (parameter.find(end) && parameter.start() == end) {
      String value = parameter.group(2);
      boolean bare = value.startsWith("\"") || TOKEN.matcher(value).matches();
      formed.append("; ").append(parameter.group(1)).append('=');
      formed.append(bare ? value : '"' + value + '"');
      end = parameter.end();
    }
    return end == written.strip().length() ? Optional.of(formed.toString()) : Optional.empty();
  }

  /** An extension, without the dot, for a media type; parameters such as a charset do not count. */
  public static Optional<String> extension(String mediaType) {
    String wanted = essence(mediaType);
    return KNOWN.stream()
        .filter(known -> essence(known.getValue()).equals(wanted))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String essence(String mediaType) {
    int parameters = mediaType.indexOf(';');
    return (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
