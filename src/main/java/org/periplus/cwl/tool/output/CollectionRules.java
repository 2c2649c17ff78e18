package org.periplus.cwl.tool.output;

import org.periplus.folder.FolderLimits;
import org.periplus.folder.HandOver;

/**
 * How what a tool has left becomes ours.
 *
 * @param limits how large a Directory may be
 * @param largestObject bytes that the output object of a tool may have that writes it itself
 * @param handOver gives what is collected to this program's user
 */
public record CollectionRules(FolderLimits limits, long largestObject, HandOver handOver) {

  /** What the output object may have where nothing else is configured, in bytes. */
  public static final long LARGEST_OBJECT = 64L << 20;

  /** What this program's own user has written, within the usual limits. */
  public static final CollectionRules OWN =
      new CollectionRules(FolderLimits.DEFAULT, LARGEST_OBJECT, HandOver.keepingOwner());
}
