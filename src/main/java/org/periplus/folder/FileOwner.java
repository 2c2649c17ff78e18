package org.periplus.folder;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a user and a group, which need not have names on this machine.
 *
 * @param uid the user
 * @param gid the group
 */
public record FileOwner(int uid, int gid) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,10})(?::(\\d{1,10}))?");

  /**
   * The owner of a file.
   *
   * @throws IOException when it cannot be looked at
   */
  public static FileOwner of(Path file) throws IOException {
    return new FileOwner(
        (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS),
        (int) Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Reads {@code UID} or {@code UID:GID}; the group has the user's number when it is left out.
   *
   * @throws IllegalArgumentException when it is written otherwise
   */
  public static FileOwner parse(String written) {
    Matcher numbers = WRITTEN.matcher(written.strip());
    if (!numbers.matches()) {
      throw new IllegalArgumentException("'" + written + "' is not UID or UID:GID");
    }
    int uid = Integer.parseInt(numbers.group(1));
    return new FileOwner(uid, numbers.group(2) == null ? uid : Integer.parseInt(numbers.group(2)));
  }

  public boolean isRoot() {
    return uid == 0;
  }

  UserPrincipal user() throws IOException {
    return names().lookupPrincipalByName(Integer.toString(uid));
  }

  GroupPrincipal group() throws IOException {
    return names().lookupPrincipalByGroupName(Integer.toString(gid));
  }

  private static UserPrincipalLookupService names() {
    return FileSystems.getDefault().getUserPrincipalLookupService();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
