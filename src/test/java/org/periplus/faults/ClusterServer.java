package org.periplus.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.kubernetes.Cluster;
import org.periplus.kubernetes.Space;

/** A server of the test's own on this machine whose steps are pods of a namespace. */
final class ClusterServer implements AutoCloseable {

  private final Space space;
  private final ServerProcess process;
  private final Api api;

  /**
   * One that is not started yet; the cluster's node is this machine.
   *
   * @param space the namespace, which stays
   * @param data how files get to pods: {@code volume} or {@code transfer}
   */
  ClusterServer(Space space, Path folder, String data, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.space = space;
    Map<String, String> all = new HashMap<>(settings);
    all.put("PERIPLUS_CONTAINERS_ENGINE", "kubernetes");
    all.put("PERIPLUS_CONTAINERS_NETWORK", "open");
    all.put("PERIPLUS_EGRESS_ALLOW", "*,10.0.0.0/8,172.16.0.0/12,127.0.0.0/8");
    all.put("PERIPLUS_KUBERNETES_KUBECONFIG", Cluster.kubeconfig().toString());
    all.put("PERIPLUS_KUBERNETES_NAMESPACE", space.name());
    all.put("PERIPLUS_KUBERNETES_ALLOW_UNENFORCED_NETWORK", "true");
    all.put("PERIPLUS_KUBERNETES_DATA", data);
    all.putIfAbsent("PERIPLUS_KUBERNETES_VOLUMES", folder + "=hostPath:" + folder);
    process = new ServerProcess(folder, all);
    filesComeTo(this);
    api = new Api(process.url());
  }

  /** Pods ask another server for their files, as one behind a proxy may; counts when it starts. */
  final void filesComeTo(ClusterServer other) throws IOException, InterruptedException {
    process.set("PERIPLUS_KUBERNETES_TRANSFER_SERVER", other.process.at(machine()).toString());
  }

  /** The address of this machine that pods reach. */
  static String machine() throws IOException, InterruptedException {
    return Cluster.kubectl(
        "get",
        "nodes",
        "-o",
        "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}");
  }

  ServerProcess process() {
    return process;
  }

  Api api() {
    return api;
  }

  /** The pods of steps, in all states. */
  List<String> pods(String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("get", "pods", "-o", "name"));
    command.addAll(List.of("-l", Engine.JOB_LABEL));
    command.addAll(List.of(more));
    return space.kubectl(command.toArray(String[]::new)).lines().toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.close();
  }
}
