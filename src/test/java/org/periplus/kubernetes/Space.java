package org.periplus.kubernetes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A namespace of a test's own, which goes with all that is in it. */
public final class Space implements AutoCloseable {

  private final String name;

  /**
   * Makes it.
   *
   * @param name how its name begins
   */
  public Space(String name) throws IOException, InterruptedException {
    this.name = name + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    Cluster.kubectl("create", "namespace", this.name);
    // Without it no pod can be made, and it is made a little later.
    Cluster.kubectl("wait", "--for=create", "serviceaccount/default", "-n", this.name);
  }

  public String name() {
    return name;
  }

  /** What {@code kubectl} says about what is in it. */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-n", name));
    all.addAll(List.of(arguments));
    return Cluster.kubectl(all.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Cluster.kubectl("delete", "namespace", name, "--timeout=2m");
  }
}
