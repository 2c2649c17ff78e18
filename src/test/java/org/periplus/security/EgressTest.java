package org.periplus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;

class EgressTest {

  private HttpServer server;
  private String root;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    root = "http://localhost:" + server.getAddress().getPort();
    answer("/text", 200, "hello", null);
    answer("/moved", 302, "", "/text");
    answer("/trap", 302, "", "http://169.254.169.254/latest/");
    answer("/loop", 302, "", "/loop");
    answer("/missing", 404, "", null);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body, String location) {
    server.createContext(
        path,
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** The rule of a site that also asks servers on this machine. */
  private static Egress local() {
    return new Egress(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8"));
  }

  private static Egress egress(List<String> allow, List<String> deny, String size) {
    return new Egress(
        new EgressConfiguration(
            allow, Optional.of(String.join(", ", deny)), DataSize.of(size), Duration.ofSeconds(5)));
  }

  @Test
  void readsADocumentAndFollowsRedirections() {
    Egress egress = local();

    assertThat(egress.text(URI.create(root + "/text"))).isEqualTo("hello");
    assertThat(egress.text(URI.create(root + "/moved"))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "http://127.0.0.1:99999/x",
        "x",
        "http://169.254.169.254/latest/",
        "http://[fe80::1]/",
        "http://localhost/",
        "http://localhost./",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[fd00::1]/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://192.0.2.1/",
        "http://192.31.196.1/",
        "http://192.52.193.1/",
        "http://192.88.99.1/",
        "http://192.175.48.1/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
        "http://255.255.255.255/",
        "http://[::7f00:1]/",
        "http://[::808:808]/",
        "http://[::ffff:0:808:808]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::808:808]/",
        "http://[100::1]/",
        "http://[100:0:0:1::1]/",
        "http://[2001::1]/",
        "http://[2001:2::1]/",
        "http://[2001:20::1]/",
        "http://[2001:db8::1]/",
        "http://[2002:808:808::]/",
        "http://[2620:4f:8000::1]/",
        "http://[3fff::1]/",
        "http://[5f00::1]/",
        "http://[fec0::1]/",
      })
  void refusesWhatNobodyMayAskFor(String uri) {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatThrownBy(() -> egress.text(URI.create(uri)))
        .isInstanceOf(EgressException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void checksEveryRedirection() {
    Egress egress = local();

    assertThatThrownBy(() -> egress.text(URI.create(root + "/trap")))
        .hasMessageContaining("'http://169.254.169.254/latest/' is refused");
    assertThatThrownBy(() -> egress.text(URI.create(root + "/loop")))
        .hasMessageContaining("redirects too often");
  }

  @Test
  void obeysTheConfiguredHostsAndSizes() {
    URI text = URI.create(root + "/text");

    assertThatThrownBy(() -> egress(List.of("*.esa.int"), List.of(), "1 MB").text(text))
        .hasMessageContaining("periplus.egress.allow");
    assertThatThrownBy(() -> egress(List.of("*", "127.*"), List.of("local*"), "1 MB").text(text))
        .hasMessageContaining("periplus.egress.deny");
    assertThatThrownBy(() -> egress(List.of("127.0.0.1"), List.of(), "4 B").text(text))
        .hasMessageContaining("larger than 4 bytes");
  }

  @Test
  void saysHowAServerAnswered() {
    Egress egress = local();

    assertThatThrownBy(() -> egress.text(URI.create(root + "/missing")))
        .hasMessageContaining("status 404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.216.34/",
        "http://172.32.0.1/",
        "http://[2606:2800:220:1:248:1893:25c8:1946]/",
        "https://[64:ff9b::5db8:d822]/",
      })
  void allowsThePublicAddresses(String uri) {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatCode(() -> egress.check(URI.create(uri))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3", "10.1.*", "fd00::/8"})
  void allowsThePrivateAddressesThatAreNamed(String entry) {
    EgressConfiguration configuration = EgressConfiguration.defaults().allowing(entry, "[fd00::2]");
    Egress egress = new Egress(configuration);

    String uri = entry.startsWith("fd") ? "http://[fd00::2]/" : "http://10.1.2.3/";

    assertThatCode(() -> egress.check(URI.create(uri))).doesNotThrowAnyException();
    assertThatThrownBy(() -> egress.check(URI.create("http://11.1.2.3/")))
        .hasMessageContaining("periplus.egress.allow leaves it out");
  }

  /** Each leads by a translator or a tunnel to 127.0.0.1 or 169.254.169.254, or to 10.1.2.3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::a01:203",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2002:a01:203::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:0:4136:e378:8000:63bf:5601:5601",
        "2001:0:4136:e378:8000:63bf:f5fe:fdfc",
        "::ffff:0:7f00:1",
        "::a9fe:a9fe",
      })
  void judgesAnAddressByTheOneToWhichItLeadsWhateverIsAllowed(String address) {
    EgressRule rule =
        EgressRule.of(
            EgressConfiguration.defaults()
                .allowing("*", "64:ff9b::/32", "2002::/16", "2001::/16", "::/16", address));

    assertThatThrownBy(() -> rule.addresses(address)).isInstanceOf(EgressException.class);
  }

  @Test
  void takesTheNetworkOfATranslatorForThatOfTheAddressInside() throws Exception {
    EgressRule rule = EgressRule.of(EgressConfiguration.defaults().allowing("*", "10.0.0.0/8"));

    assertThat(rule.addresses("64:ff9b::a01:203")).hasSize(1);
    assertThat(rule.addresses("64:ff9b::808:808")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "local*", "*h*"})
  void opensNoLoopbackByAName(String entry) {
    EgressRule rule = EgressRule.of(EgressConfiguration.defaults().allowing("*", entry));

    assertThatThrownBy(() -> rule.addresses("localhost")).isInstanceOf(EgressException.class);
    assertThatThrownBy(() -> rule.addresses("127.0.0.1")).isInstanceOf(EgressException.class);
  }

  @Test
  void opensThisMachineToToolsByItsAddressAloneAndNotByARange() throws Exception {
    String ours = ofThisMachine().getHostAddress();
    EgressConfiguration site = EgressConfiguration.defaults().allowing("*", "0.0.0.0/0");
    EgressConfiguration named = EgressConfiguration.defaults().allowing("*", ours);

    assertThat(EgressRule.of(site).addresses(ours)).hasSize(1);
    assertThatThrownBy(() -> EgressRule.of(site).forTools().addresses(ours))
        .hasMessageContaining("an address of the server's machine");
    assertThat(EgressRule.of(named).forTools().addresses(ours)).hasSize(1);
    assertThat(EgressRule.of(site).forTools().addresses("10.99.1.2")).hasSize(1);
  }

  private static InetAddress ofThisMachine() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst()
        .orElse(InetAddress.getLoopbackAddress());
  }

  /** To ask for a name is to tell it to the name server of its owner. */
  @Test
  void looksUpNoNameThatCannotBeAllowed() {
    EgressRule rule = EgressRule.of(EgressConfiguration.defaults().allowing("*.corp.example"));

    assertThatThrownBy(() -> rule.addresses("c2VjcmV0.attacker.invalid"))
        .isInstanceOf(EgressException.class)
        .hasMessageContaining("periplus.egress.allow leaves it out");
  }

  @Test
  void deniesWhatIsAllowedToo() {
    Egress egress = egress(List.of("*", "10.0.0.0/8"), List.of("10.9.0.0/16"), "1 MB");

    assertThatCode(() -> egress.check(URI.create("http://10.1.0.1/"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> egress.check(URI.create("http://10.9.0.1/")))
        .hasMessageContaining("periplus.egress.deny");
  }

  @Test
  void connectsToNoAddressThatIsRefusedWhateverItsNameLedToBefore() {
    Egress egress = new Egress(EgressConfiguration.defaults());

    // Past the check of the URL, as a name that has changed its address in between
    assertThatThrownBy(() -> egress.client().execute(new HttpGet(root + "/text"), r -> r.getCode()))
        .isInstanceOf(EgressException.class)
        .hasMessageContaining("a private one");
    assertThatThrownBy(
            () ->
                egress
                    .client()
                    .execute(
                        new HttpGet(root.replace("localhost", "127.0.0.1") + "/text"),
                        r -> r.getCode()))
        .isInstanceOf(EgressException.class);
  }

  @Test
  void showsNothingOfAUrlThatMayBeSecret() {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatThrownBy(() -> egress.check(URI.create("http://me:pass@10.0.0.1/x?sig=secret")))
        .hasMessageContaining("'http://10.0.0.1/x?…' is refused")
        .hasMessageNotContaining("pass")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTenantMayHaveARuleOfItsOwn() {
    Map<String, String> keys =
        Map.of(
            "periplus.tenants.near.egress.allow",
            "*, 127.0.0.0/8",
            "periplus.tenants.far.egress.deny",
            "10.0.0.0/8, 127.0.0.1");
    Egress egress = new Egress(EgressConfiguration.defaults(), keys(keys));
    URI here = URI.create(root + "/text");

    assertThat(egress.of("near").text(here)).isEqualTo("hello");
    assertThat(egress.of("near")).isSameAs(egress.of("near"));
    assertThat(egress.of("other")).isSameAs(egress);
    assertThat(egress.rules().of("other")).isSameAs(egress.rule());
    assertThatThrownBy(() -> egress.of("other").text(here))
        .hasMessageContaining("its address is a private one");
    assertThatThrownBy(() -> egress.of("far").text(here))
        .hasMessageContaining("periplus.egress.deny names its address");
    assertThatThrownBy(() -> egress.text(here)).isInstanceOf(EgressException.class);
    egress.close();
  }

  private static TenantKeys keys(Map<String, String> keys) {
    return GivenTenantKeys.of(keys);
  }

  @Test
  void namesTheKeyThatWouldAllowIt() {
    Egress providers = new Egress(EgressConfiguration.defaults(), "periplus.security.oidc.allow");

    assertThatThrownBy(() -> providers.text(URI.create("http://10.0.0.1/jwks")))
        .isInstanceOf(EgressException.class)
        .hasMessageContaining("a private one, which periplus.security.oidc.allow does not name");
  }
}
