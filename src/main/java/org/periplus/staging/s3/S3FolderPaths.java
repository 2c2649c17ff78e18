package org.periplus.staging.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.file.FileNames;

/**
 * Where the objects of {@code s3://bucket/prefix/} come to lie in a folder. Shared by threads.
 *
 * @param prefix with which the keys of all of them begin
 */
record S3FolderPaths(URI url, String prefix, Path folder) {

  /** The folders of one page are there before its files, so that neither takes the other's name. */
  void makeFolder(String key) throws FetchException {
    Path target = target(key);
    Path home = key.endsWith("/") ? target : target.getParent();
    try {
      Files.createDirectories(home);
    } catch (FileAlreadyExistsException e) {
      throw clash(key);
    } catch (IOException e) {
      throw new FetchException(url, new DiskException(e).getMessage());
    }
  }

  /**
   * Where an object comes to lie.
   *
   * @throws FetchException if its key is no path of a file
   */
  Path target(String key) throws FetchException {
    String path = key.substring(prefix.length());
    Path target = folder;
    if (path.isEmpty()) {
      return target;
    }
    for (String name :
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1)) {
      if (!FileNames.safe(name).equals(name)) {
        throw new FetchException(
            url, "the key '" + key + "' of one of its objects is no path of a file");
      }
      target = target.resolve(name);
    }
    return target;
  }

  /** That two objects cannot both be there. */
  FetchException clash(String key) {
    return new FetchException(
        url,
        "of its objects '%s' and another one, the one would be a file and the other a folder of the same name"
            .formatted(key));
  }
}
