package org.periplus.security.identity;

import java.util.Set;
import java.util.TreeSet;

/**
 * The tenants for which somebody may ask. Immutable.
 *
 * @param any whether that is every one, whatever its name
 * @param names those that are known by their names
 */
public record Memberships(boolean any, Set<String> names) {

  /** Of no tenant. */
  public static final Memberships NONE = new Memberships(false, Set.of());

  /** Of every tenant: where nobody said which there are. */
  public static final Memberships ANY = new Memberships(true, Set.of());

  public Memberships {
    names = Set.copyOf(names);
  }

  public static Memberships of(Set<String> names) {
    return new Memberships(false, names);
  }

  public boolean include(String tenant) {
    return any || names.contains(tenant);
  }

  /** These, and one more. */
  public Memberships and(String tenant) {
    Set<String> more = new TreeSet<>(names);
    more.add(tenant);
    return new Memberships(any, more);
  }

  /** The names in their order. */
  public Set<String> sorted() {
    return new TreeSet<>(names);
  }
}
