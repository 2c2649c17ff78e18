package org.periplus.batch.confinement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.folder.FolderLimits;

/**
 * How large a folder may be that a tool leaves, or gets a copy of.
 *
 * @param maxEntries files and folders, on all levels together
 * @param maxDepth folders in one another
 */
@Dependent
public record FolderConfiguration(
    @ConfigProperty(name = "periplus.folders.max-entries", defaultValue = "1000000")
        long maxEntries,
    @ConfigProperty(name = "periplus.folders.max-depth", defaultValue = "100") int maxDepth) {

  @Inject
  public FolderConfiguration {}

  /** The defaults. */
  public static FolderConfiguration defaults() {
    return new FolderConfiguration(FolderLimits.DEFAULT.entries(), FolderLimits.DEFAULT.depth());
  }

  /** As folders are measured by them. */
  public FolderLimits limits() {
    return new FolderLimits(maxEntries, maxDepth);
  }
}
