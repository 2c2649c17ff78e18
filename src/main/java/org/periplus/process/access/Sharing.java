package org.periplus.process.access;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * With whom the owner of a process shares it. Immutable.
 *
 * @param groups who sees it too when it is private, as the claim {@code groups} calls them
 * @param runOnly whether others may execute it and not read its package
 */
public record Sharing(Visibility visibility, Set<String> groups, boolean runOnly) {

  /** What has no owner is everybody's. */
  public static final Sharing OPEN = new Sharing(Visibility.TENANT, Set.of(), false);

  private static final int MOST_GROUPS = 100;
  private static final Pattern GROUP = Pattern.compile("[^\\p{Cntrl},]{1,255}");

  /**
   * @throws UnfitSharingException if what should be groups is none, or there are too many
   */
  public Sharing {
    Set<String> named = new TreeSet<>();
    for (String group : groups) {
      if (!GROUP.matcher(group).matches()) {
        throw new UnfitSharingException(
            "'" + group + "' is no name of a group: 1 to 255 characters without commas.");
      }
      named.add(group.replaceFirst("^/", ""));
    }
    if (named.size() > MOST_GROUPS) {
      throw new UnfitSharingException(
          "A process may be shared with " + MOST_GROUPS + " groups at most.");
    }
    groups = Set.copyOf(named);
  }

  /** Whether it can be had only by what has an owner. */
  boolean needsOwner() {
    return visibility == Visibility.PRIVATE || runOnly;
  }

  /** The same with what is given. */
  public Sharing with(
      Optional<Visibility> newVisibility,
      Optional<Set<String>> newGroups,
      Optional<Boolean> newRunOnly) {
    return new Sharing(
        newVisibility.orElse(visibility), newGroups.orElse(groups), newRunOnly.orElse(runOnly));
  }
}
