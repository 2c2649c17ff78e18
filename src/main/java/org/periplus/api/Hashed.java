package org.periplus.api;

/** A large representation that is kept, and with it what tells it from others: its entity tag. */
public interface Hashed {

  /** The hash of what it says. */
  String hash();
}
