package org.periplus.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.kubernetes.Cluster.Outcome;

/**
 * The Helm chart: what it renders is valid, and gives the server no right that it does not need.
 */
@Tag("kubernetes")
class ChartIT {

  private static final List<String> EVERYTHING =
      List.of(
          "replicas=3",
          "config.periplus\\.jobs\\.parallel=8",
          "secretConfig.periplus\\.callbacks\\.secret.name=callbacks",
          "secretConfig.periplus\\.callbacks\\.secret.key=key",
          "env[0].name=TZ",
          "env[0].value=UTC",
          "imagePullSecrets[0].name=registry",
          "results.bucket=results",
          "results.endpoint=http://192.0.2.1:9000",
          "results.credentialsSecret.name=store",
          "data.storageClass=shared",
          "ingress.enabled=true",
          "ingress.host=eo.example.org",
          "ingress.className=nginx",
          "ingress.tlsSecret=eo",
          "ingress.trustedProxies=10.0.0.0/8",
          "networkPolicy.from[0].namespaceSelector.matchLabels.name=ingress",
          "networkPolicy.tools[0]=198.51.100.0/24",
          "podAnnotations.example=yes",
          "podLabels.example=yes",
          "nodeSelector.disk=fast",
          "tolerations[0].operator=Exists",
          "extraVolumes[0].name=more",
          "extraVolumes[0].emptyDir.sizeLimit=1Gi",
          "extraVolumeMounts[0].name=more",
          "extraVolumeMounts[0].mountPath=/more",
          "serviceAccount.annotations.role=store");

  /** What running steps takes. */
  private static final List<String> PODS =
      List.of("create pods", "get pods", "list pods", "watch pods", "delete pods", "get pods/log");

  /** What it takes to see what they use. */
  private static final List<String> EXEC = List.of("create pods/exec", "get pods/exec");

  private static final List<String> TRANSFER =
      List.of(
          "transfer.enabled=true",
          "service.clusterIP=10.96.99.99",
          "data.accessMode=ReadWriteOnce",
          "networkPolicy.from[0].namespaceSelector.matchLabels.name=ingress");

  private static Space space;

  @BeforeAll
  static void makeSpace() throws IOException, InterruptedException {
    space = new Space("chart");
    // The pods of the server have to be admitted where the strictest of the standards is enforced.
    Cluster.kubectl(
        "label", "namespace", space.name(), "pod-security.kubernetes.io/enforce=restricted");
  }

  @AfterAll
  static void removeSpace() throws IOException, InterruptedException {
    space.close();
  }

  static Stream<List<String>> values() {
    return Stream.of(
        List.of(),
        EVERYTHING,
        TRANSFER,
        List.of("data.existingClaim=mine", "serviceAccount.create=false", "serviceAccount.name=me"),
        List.of("networkPolicy.enabled=false", "podDisruptionBudget.enabled=false", "replicas=1"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void theApiServerTakesWhatItRenders(List<String> values) throws Exception {
    Chart.lint(values).succeeded();

    Outcome taken =
        Cluster.kubectlWith(
            Chart.template(space.name(), values).succeeded(),
            "apply",
            "--dry-run=server",
            "-n",
            space.name());

    assertThat(taken.succeeded())
        .contains("deployment.apps/trial-periplus created (server dry run)");
    // Of a Deployment's pods Pod Security only warns.
    assertThat(taken.output()).doesNotContainIgnoringCase("warning");
  }

  @Test
  void keysAreTheServersEnvironment() throws Exception {
    String manifests = Chart.template(space.name(), EVERYTHING).succeeded();

    assertThat(manifests)
        .contains("name: PERIPLUS_JOBS_PARALLEL\n              value: \"8\"")
        .contains("name: PERIPLUS_BASE_URL\n              value: \"https://eo.example.org\"")
        .contains("name: PERIPLUS_RESULTS_STORE\n              value: \"s3\"")
        .contains(
            "name: PERIPLUS_CALLBACKS_SECRET\n"
                + "              valueFrom: {secretKeyRef: {name: \"callbacks\", key: \"key\"}}")
        .doesNotContain("ServiceMonitor");
  }

  @Test
  void filesTravelWhereThatIsWantedAndPodsOfStepsMountNoVolume() throws Exception {
    String shared = Chart.template(space.name(), EVERYTHING).succeeded();
    String travel = Chart.template(space.name(), TRANSFER).succeeded();
    String byName =
        Chart.template(
                space.name(),
                List.of("transfer.enabled=true", "transfer.image.tag=2.0.0", "service.port=8081"))
            .succeeded();

    assertThat(shared)
        .contains("PERIPLUS_KUBERNETES_VOLUMES")
        .doesNotContain("PERIPLUS_KUBERNETES_TRANSFER", "-steps-transfer", "kube-dns");
    assertThat(travel)
        .doesNotContain("PERIPLUS_KUBERNETES_VOLUMES", "kube-dns")
        .contains("name: PERIPLUS_KUBERNETES_DATA\n              value: \"transfer\"")
        .contains(
            "name: PERIPLUS_KUBERNETES_TRANSFER_SERVER\n"
                + "              value: \"http://10.96.99.99:80\"")
        .contains("trial-periplus-steps-transfer", "periplus/courier:1.0.0");
    assertThat(byName)
        .contains("http://trial-periplus." + space.name() + ".svc:8081")
        .contains("periplus/courier:2.0.0", "kube-dns");
  }

  @Test
  void nodesKeepLargeInputsWhereThatIsWanted() throws Exception {
    String without = Chart.template(space.name(), TRANSFER).succeeded();
    String with =
        Chart.template(
                space.name(), List.of("transfer.enabled=true", "transfer.cache.path=/mnt/inputs"))
            .succeeded();

    assertThat(without).doesNotContain("TRANSFER_CACHE");
    assertThat(with)
        .contains("name: PERIPLUS_KUBERNETES_TRANSFER_CACHE\n              value: \"/mnt/inputs\"")
        .contains("name: PERIPLUS_KUBERNETES_TRANSFER_CACHE_SIZE\n              value: \"20 GiB\"");
  }

  @Test
  void metricsAreForWhomTheyAreAllowed() throws Exception {
    assertThat(
            Chart.template(
                    space.name(),
                    List.of("serviceMonitor.enabled=true", "serviceMonitor.allow=10.1.0.0/16"))
                .succeeded())
        .contains("kind: ServiceMonitor", "path: /periplus/metrics")
        .contains("name: PERIPLUS_OPS_ALLOW\n              value: \"127.0.0.0/8,::1,10.1.0.0/16\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replica=2",
        "database.url=jdbc:h2:mem:x",
        "database.passwordSecret.name=",
        "config.data\\.dir=/x",
        "ingress.enabled=true",
        "serviceMonitor.enabled=true",
        "user=0",
        "data.size=much",
        "transfer.on=true",
        "transfer.enabled=maybe",
        "transfer.server=10.0.0.7",
        "transfer.cache.path=inputs",
        "transfer.cache.size=much",
        "service.clusterIP=nowhere",
        "networkPolicy.tools[0]=example.org"
      })
  void valuesThatAreNoneAreRefused(String value) throws Exception {
    Outcome refused = Chart.template(space.name(), List.of(value));

    assertThat(refused.code()).isNotZero();
    assertThat(refused.output()).contains("values don't meet the specifications of the schema");
  }

  @Test
  void theServersAccountMayRunPodsInItsNamespaceAndNothingElse() throws Exception {
    grant(List.of("measureUsage=false"));
    assertThat(granted()).containsExactlyInAnyOrderElementsOf(PODS);

    grant(List.of());
    assertThat(granted()).hasSize(PODS.size() + EXEC.size()).containsAll(PODS).containsAll(EXEC);
    assertThat(inOthers()).isEqualTo("no");
  }

  @Test
  void whereFilesTravelItMayMakeAndRemoveSecretsAndReadNone() throws Exception {
    grant(TRANSFER);

    assertThat(granted())
        .hasSize(PODS.size() + EXEC.size() + 2)
        .containsAll(PODS)
        .containsAll(EXEC)
        .contains("create secrets", "delete secrets");
    assertThat(inOthers()).isEqualTo("no");
  }

  private static void grant(List<String> values) throws IOException, InterruptedException {
    String rights =
        Stream.of(Chart.template(space.name(), values).succeeded().split("---"))
            .filter(each -> each.contains("kind: Role") || each.contains("kind: ServiceAccount\n"))
            .reduce("", (all, each) -> all + "---" + each);
    Cluster.kubectlWith(rights, "apply", "-n", space.name()).succeeded();
  }

  /** Of all that the API server has, with all verbs, what the account may do in its namespace. */
  private List<String> granted() throws IOException, InterruptedException {
    List<String> granted = new ArrayList<>();
    for (String line : asAccount("--list", "--no-headers").lines().toList()) {
      String[] columns = line.strip().split("\\s{2,}", -1);
      boolean everybodys = columns[0].startsWith("self") || columns[0].startsWith("[");
      if (!everybodys) {
        String verbs = columns[columns.length - 1].replaceAll("[\\[\\]]", "");
        for (String verb : verbs.split(" ", -1)) {
          granted.add(verb + " " + columns[0]);
        }
      }
    }
    return granted;
  }

  private String inOthers() throws IOException, InterruptedException {
    return Cluster.kubectlOutcome(
            "auth", "can-i", "get", "pods", "-n", "default", "--as=" + account())
        .output();
  }

  private String asAccount(String... question) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("auth", "can-i"));
    all.addAll(List.of(question));
    all.add("--as=" + account());
    return space.kubectl(all.toArray(String[]::new));
  }

  private String account() {
    return "system:serviceaccount:" + space.name() + ":trial-periplus";
  }
}
