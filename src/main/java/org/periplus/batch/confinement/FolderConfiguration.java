package org.periplus.batch.confinement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.cwl.tool.output.CollectionRules;
import org.periplus.folder.FolderLimits;

/**
 * How large a folder may be that a tool leaves, or gets a copy of, and its output object.
 *
 * @param maxEntries files and folders, on all levels together
 * @param maxDepth folders in one another
 * @param maxOutputObject the file {@code cwl.output.json} of a tool
 */
@Dependent
public record FolderConfiguration(
    @ConfigProperty(name = "periplus.folders.max-entries", defaultValue = "1000000")
        long maxEntries,
    @ConfigProperty(name = "periplus.folders.max-depth", defaultValue = "100") int maxDepth,
    @ConfigProperty(name = "periplus.folders.max-output-object", defaultValue = "64 MiB")
        DataSize maxOutputObject) {

  @Inject
  public FolderConfiguration {}

  /** The defaults. */
  public static FolderConfiguration defaults() {
    return new FolderConfiguration(
        FolderLimits.DEFAULT.entries(),
        FolderLimits.DEFAULT.depth(),
        new DataSize(CollectionRules.LARGEST_OBJECT));
  }

  /** As folders are measured by them. */
  public FolderLimits limits() {
    return new FolderLimits(maxEntries, maxDepth);
  }
}
