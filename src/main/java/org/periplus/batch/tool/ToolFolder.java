package org.periplus.batch.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.periplus.batch.run.TemporaryFolders;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.folder.FolderTree;

/**
 * The folder in which a step's attempts run its tool, one after the other. One thread at a time
 * works in it.
 *
 * @param onHost whether the tool runs without a container, and sees the folder as it is
 */
record ToolFolder(Path path, boolean onHost) {

  /** Its folders, made anew for an attempt that begins. */
  RunFolders empty() throws IOException {
    FolderTree.delete(path); // What an earlier attempt left.
    RunFolders folders = folders();
    Files.createDirectories(folders.outputDirectory());
    Files.createDirectories(folders.temporaryDirectory());
    Files.createDirectories(folders.stagingDirectory());
    Files.createDirectories(streams());
    Files.createDirectories(exact());
    if (!folders.container()) {
      Files.createDirectories(path.resolve("in"));
    }
    return folders;
  }

  /** Where the files lie that its standard output and error go to, while it runs. */
  Path streams() {
    return path.resolve(TemporaryFolders.STREAMS);
  }

  /** Where an engine keeps its standard output and error that cannot hand them over. */
  Path exact() {
    return path.resolve(TemporaryFolders.EXACT);
  }

  /** Whether an attempt has left its folders. */
  boolean isLeft() {
    return Files.isDirectory(path.resolve(TemporaryFolders.TMP));
  }

  /** The folders that an attempt has left, with what is mounted into them. */
  RunFolders left() {
    return folders().alreadyFilled();
  }

  private RunFolders folders() {
    Path out = path.resolve("out");
    Path tmp = path.resolve(TemporaryFolders.TMP);
    Path staging = path.resolve("staging");
    return onHost
        ? RunFolders.onHost(out, tmp, staging, path.resolve("in"))
        : RunFolders.inContainer(out, tmp, staging);
  }
}
