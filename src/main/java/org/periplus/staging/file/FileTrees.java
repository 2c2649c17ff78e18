package org.periplus.staging.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.periplus.configuration.CrashPoint;

/** Whole folders: linked, copied, measured. Symbolic links are never followed. */
public final class FileTrees {

  private FileTrees() {}

  /** A hard link where the file system gives one, else a copy. */
  public static void linkOrCopy(Path file, Path target) throws IOException {
    CrashPoint.reached("before a file");
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, target);
    }
    CrashPoint.reached("after a file");
  }

  /** Gives a file or a folder another name, in place of a file that has it. */
  public static void rename(Path from, Path to) throws IOException {
    CrashPoint.reached("before a rename");
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    CrashPoint.reached("after a rename");
  }

  public static void linkOrCopyTree(Path folder, Path target) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(folder.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new FileSystemException(file.toString(), null, "not a regular file");
            }
            linkOrCopy(file, target.resolve(folder.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** How many bytes the files in a folder have. */
  public static long size(Path folder) throws IOException {
    Sum sum = new Sum();
    Files.walkFileTree(folder, sum);
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }
  }
}
