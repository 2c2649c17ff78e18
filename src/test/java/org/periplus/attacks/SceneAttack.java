package org.periplus.attacks;

import java.io.IOException;

/**
 * An attack of several requests or connections.
 *
 * @param scene what happens
 */
record SceneAttack(String kind, String name, Scene scene) implements Attack {

  /** What happens, and what it came to. */
  interface Scene {
    Finding play(Target target) throws IOException, InterruptedException;
  }

  @Override
  public Finding run(Target target) throws IOException, InterruptedException {
    return scene.play(target);
  }
}
