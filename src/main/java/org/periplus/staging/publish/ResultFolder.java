package org.periplus.staging.publish;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.FileTrees;
import org.periplus.staging.store.StoreHref;

/**
 * A folder among the results that are being prepared. Each name is given once, so nothing
 * overwrites anything. Used by one thread.
 */
public final class ResultFolder {

  private final Path path;
  private final String below;
  private final Set<String> taken = new HashSet<>();
  private int number = 1;

  private ResultFolder(Path path, String below) {
    this.path = path;
    this.below = below;
  }

  /** The job's folder. */
  public static ResultFolder root(Path path) {
    return new ResultFolder(path, "");
  }

  public Path path() {
    return path;
  }

  public boolean isFree(String name) {
    return !taken.contains(FileNames.safe(name));
  }

  /** Takes a name: the wanted one, made fit, or one like it when that is taken. */
  public String claim(String wanted) {
    String name = FileNames.free(FileNames.safe(wanted), taken);
    taken.add(name);
    return name;
  }

  /** Takes a name and makes a folder of it. */
  public ResultFolder folder(String wanted) throws IOException {
    String name = claim(wanted);
    return new ResultFolder(Files.createDirectories(path.resolve(name)), below + name + "/");
  }

  /** Takes the next free number and makes a folder of it. */
  public ResultFolder numberedFolder() throws IOException {
    do {
      number++;
    } while (!isFree(Integer.toString(number)));
    return folder(Integer.toString(number));
  }

  /** The path of a file here, below the job's folder. */
  public String pathOf(String name) {
    return below + name;
  }

  /** The link to a file here. */
  public String href(String name) {
    return StoreHref.of(below + name);
  }

  /** The name of this folder itself. */
  public String name() {
    return path.getFileName().toString();
  }

  /** Places a file of the output, or a folder with all that it holds. */
  public void place(OutputFolder source, Path real, String name)
      throws IOException, UnfitOutputException {
    place(source, real, path.resolve(name), List.of());
  }

  /** Places all that a folder of the output holds in a new folder; links in it are followed. */
  static void placeFolder(Path real, Path target) throws IOException, UnfitOutputException {
    place(OutputFolder.of(real), real, target, List.of());
  }

  private static void place(OutputFolder source, Path real, Path target, List<Path> ancestors)
      throws IOException, UnfitOutputException {
    if (!Files.isDirectory(real)) {
      FileTrees.linkOrCopy(real, target);
      return;
    }
    List<Path> chain = source.chain(ancestors, real);
    Files.createDirectory(target);
    for (Path child : children(real)) {
      place(source, source.inside(child), target.resolve(child.getFileName()), chain);
    }
  }

  /** What a folder holds, by name. */
  public static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    }
    Collections.sort(children);
    return children;
  }
}
