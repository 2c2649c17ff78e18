package org.periplus.api.result.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file among the results: one that was published, or one elsewhere that an asset leads to.
 *
 * @param output the output that has it
 * @param item the STAC item whose asset it is
 * @param title what its author calls it
 * @param path its path in the job's results; empty for one elsewhere
 * @param href where it can be downloaded; empty where browsers cannot
 * @param own the same on this server, for pages
 * @param checksum the name of the function, a space and the digest in hexadecimal digits
 * @param classes what its values mean
 */
public record ShownFile(
    String output,
    Optional<String> item,
    String title,
    @JsonIgnore Optional<String> path,
    String name,
    Optional<String> href,
    Optional<String> own,
    String type,
    Optional<Long> size,
    Optional<String> checksum,
    List<String> roles,
    List<ShownClass> classes) {

  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  public ShownFile {
    roles = List.copyOf(roles);
    classes = List.copyOf(classes);
  }

  /** Whether browsers show it as a picture. */
  public boolean isPicture() {
    return own.isPresent() && PICTURES.contains(bareType());
  }

  /** Whether a map may draw it: a GeoTIFF, as far as its media type says. */
  public boolean isRaster() {
    return own.isPresent() && bareType().equals("image/tiff");
  }

  /** Whether it is an asset of an item. */
  @JsonIgnore
  public boolean isAsset() {
    return item.isPresent();
  }

  /** The media type without parameters. */
  String bareType() {
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  ShownFile sized(Long bytes) {
    return new ShownFile(
        output,
        item,
        title,
        path,
        name,
        href,
        own,
        type,
        size.or(() -> Optional.ofNullable(bytes)),
        checksum,
        roles,
        classes);
  }
}
