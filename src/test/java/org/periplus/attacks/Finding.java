package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/**
 * What an attack came to.
 *
 * @param seen what the server did, in a few words
 * @param faults what did not hold; empty when all did
 */
record Finding(String seen, List<String> faults) {

  Finding {
    faults = List.copyOf(faults);
  }

  boolean holds() {
    return faults.isEmpty();
  }

  Finding and(List<String> more) {
    List<String> all = new ArrayList<>(faults);
    all.addAll(more);
    return new Finding(seen, all);
  }
}
