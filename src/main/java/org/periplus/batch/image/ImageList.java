package org.periplus.batch.image;

import java.util.List;
import java.util.Locale;
import org.periplus.container.ImageReference;

/** A list of images, each by a pattern of its name. Immutable. */
final class ImageList {

  private static final String EVERYTHING = "*";

  private final List<String> patterns;

  ImageList(List<String> patterns) {
    this.patterns = patterns;
  }

  /** Whether an entry lets the image through. */
  boolean holds(ImageReference image) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, image));
  }

  /** Whether an entry names it, and not everything. */
  boolean names(ImageReference image) {
    return patterns.stream()
        .anyMatch(pattern -> !pattern.equals(EVERYTHING) && matches(pattern, image));
  }

  private static boolean matches(String pattern, ImageReference image) {
    return image
        .spellings()
        .anyMatch(name -> isLike(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
  }

  /** Goes back to the last star only, so it takes no longer than the product of both lengths. */
  private static boolean isLike(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int afterStar = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
