package org.periplus.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.periplus.folder.FolderTree;

/** The folders that a run of a tool has while it lasts, by their names in its step's folder. */
public final class TemporaryFolders {

  /** What the tool has as its temporary directory. */
  public static final String TMP = "tmp";

  /** The files that its standard output and error go to. */
  public static final String STREAMS = "streams";

  /** Its standard output and error, where an engine keeps them byte for byte. */
  public static final String EXACT = "exact";

  private TemporaryFolders() {}

  /** Removes them all from a step's folder, once a run of it has ended. */
  public static void removeFrom(Path step) throws IOException {
    for (String name : List.of(TMP, STREAMS, EXACT)) {
      FolderTree.delete(step.resolve(name));
    }
  }
}
