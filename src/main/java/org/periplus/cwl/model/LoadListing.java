package org.periplus.cwl.model;

/** {@code loadListing}: how much of a Directory's listing expressions can see. */
public enum LoadListing {
  NO_LISTING,
  SHALLOW_LISTING,
  DEEP_LISTING
}
