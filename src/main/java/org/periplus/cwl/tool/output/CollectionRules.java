package org.periplus.cwl.tool.output;

import org.periplus.folder.FolderLimits;
import org.periplus.folder.HandOver;

/**
 * How what a tool has left becomes ours.
 *
 * @param limits how large a Directory may be
 * @param handOver gives what is collected to this program's user
 */
public record CollectionRules(FolderLimits limits, HandOver handOver) {

  /** What this program's own user has written, within the usual limits. */
  public static final CollectionRules OWN =
      new CollectionRules(FolderLimits.DEFAULT, HandOver.keepingOwner());
}
