package org.periplus.attacks;

import java.io.IOException;

/** One hostile input: a row of the table. */
sealed interface Attack permits RequestAttack, JobAttack, SceneAttack {

  /** The kind, such as {@code path}: one class makes all rows of it. */
  String kind();

  /** What is tried, in words for a line of the table. */
  String name();

  /** Tries it on a server. */
  Finding run(Target target) throws IOException, InterruptedException;
}
