package org.periplus.api.kept;

import java.util.function.Supplier;

/**
 * What an answer is made of, beside the request and who sent it.
 *
 * @param then what it was before the answer was made
 * @param now reads what it is now, which costs far less than the answer; it throws {@link
 *     org.periplus.persistence.DatabaseAwayException} when the database does not answer
 */
record Source(Object then, Supplier<?> now) {

  /** Whether the answer would be the same again. */
  boolean isUnchanged() {
    return now.get().equals(then);
  }

  /** About how many characters it takes in memory. */
  int length() {
    return then.toString().length();
  }
}
