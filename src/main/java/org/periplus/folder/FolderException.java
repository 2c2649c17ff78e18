package org.periplus.folder;

import java.io.IOException;

/**
 * A folder that cannot be taken as it is. The message is the predicate of a sentence for the user,
 * and names places as they are called within the folder.
 */
public final class FolderException extends IOException {

  private static final long serialVersionUID = 1L;

  public FolderException(String message) {
    super(message);
  }
}
