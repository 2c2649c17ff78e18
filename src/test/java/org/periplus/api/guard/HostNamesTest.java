package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.api.http.HttpConfiguration;

class HostNamesTest {

  private static final String LOCAL = "10.1.2.3";

  private static HostNames names(String baseUrl, String hosts) {
    return new HostNames(
        new HttpConfiguration(
            Optional.ofNullable(baseUrl).map(URI::create),
            Optional.empty(),
            Optional.ofNullable(hosts),
            Duration.ZERO,
            true));
  }

  @Test
  void areThoseOfTheMachineUnlessThereAreOthers() {
    HostNames names = names(null, null);

    for (String own :
        new String[] {
          "localhost",
          "LOCALHOST:8080",
          "localhost.",
          "127.0.0.1",
          "127.1.2.3:80",
          "[::1]:8080",
          LOCAL,
          LOCAL + ":8080"
        }) {
      assertThat(names.know(own, LOCAL)).as(own).isTrue();
    }
    for (String other :
        new String[] {
          "evil.example",
          "localhost.evil.example",
          "10.1.2.4",
          "evil.example@localhost",
          "",
          "a b",
          "localhost/x",
          "169.254.169.254",
          "[::ffff:10.9.9.9]",
          "0x7f.1"
        }) {
      assertThat(names.know(other, LOCAL)).as(other).isFalse();
    }
  }

  @Test
  void areThoseThatTheOperatorNames() {
    HostNames names = names("https://eo.example.org/ades", "a.example, *.tenants.example.org");

    assertThat(names.know("eo.example.org", LOCAL)).isTrue();
    assertThat(names.know("A.example:8443", LOCAL)).isTrue();
    assertThat(names.know("acme.tenants.example.org", LOCAL)).isTrue();
    assertThat(names.know("acme.tenants.example.org.evil.example", LOCAL)).isFalse();
    assertThat(names.know("other.example", LOCAL)).isFalse();
    assertThat(names(null, "*").know("anything.example", LOCAL)).isTrue();
  }
}
