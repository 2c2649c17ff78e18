package org.periplus.folder;

/**
 * How large a folder may be that comes from outside; links in it count as what they lead to.
 *
 * @param entries files and folders, on all levels together
 * @param depth folders in one another
 */
public record FolderLimits(long entries, int depth) {

  /** What a folder may have where nothing else is configured. */
  public static final FolderLimits DEFAULT = new FolderLimits(1_000_000, 100);

  /** The failure that there are more entries. */
  public FolderException tooMany() {
    return new FolderException("it has more than " + entries + " files and folders");
  }

  /**
   * The failure that there are more folders in one another.
   *
   * @param place of the folder that is one too deep
   */
  public FolderException tooDeep(String place) {
    return new FolderException(
        "'%s' is nested deeper than %d folders".formatted(shortened(place), depth));
  }

  private static String shortened(String place) {
    int longest = 60;
    return place.length() <= longest ? place : "…" + place.substring(place.length() - longest);
  }
}
