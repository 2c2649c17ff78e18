package org.periplus.security.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.security.identity.oidc.DeviceClients.DeviceClient;

class DeviceClientsTest {

  @Test
  void areThoseOfEachIssuerThatHasOne() {
    Map<String, String> keys =
        Map.of(
            "periplus.security.oidc.issuers.a.url", "https://a.example.org/realms/eo",
            "periplus.security.oidc.issuers.a.audience", "periplus",
            "periplus.security.oidc.issuers.a.device-client", " cli ",
            "periplus.security.oidc.issuers.b.url", "https://b.example.org",
            "periplus.security.oidc.issuers.b.audience", "periplus");

    assertThat(new DeviceClients(keys.keySet(), key -> Optional.ofNullable(keys.get(key))).all())
        .containsExactly(
            new DeviceClient(
                "a",
                "https://a.example.org/realms/eo",
                "https://a.example.org/realms/eo/.well-known/openid-configuration",
                Optional.of("cli")),
            new DeviceClient(
                "b",
                "https://b.example.org",
                "https://b.example.org/.well-known/openid-configuration",
                Optional.empty()));
  }
}
