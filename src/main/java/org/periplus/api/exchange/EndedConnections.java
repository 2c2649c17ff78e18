package org.periplus.api.exchange;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections that were closed last; servers never give the name of one to another. Threads
 * share it.
 */
final class EndedConnections {

  /** More than a server has at a time, as long as one of them is of use. */
  private static final int MOST = 10_000;

  private final Set<String> names = new LinkedHashSet<>();

  synchronized void add(String name) {
    if (name.isEmpty()) {
      return;
    }
    names.add(name);
    if (names.size() > MOST) {
      Iterator<String> oldest = names.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized boolean has(String name) {
    return names.contains(name);
  }
}
