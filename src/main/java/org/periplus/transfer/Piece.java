package org.periplus.transfer;

import java.nio.file.Path;

/**
 * A file or folder of this machine that a container sees.
 *
 * @param name what it is called on its way
 * @param place where it is here
 * @param returned whether what the container has made of it comes back
 */
public record Piece(String name, Path place, boolean returned) {

  /**
   * What a file of it is called on its way.
   *
   * @param top the real path of this piece
   */
  String path(Path top, Path file) {
    return file.equals(top) ? name : name + "/" + top.relativize(file);
  }
}
