package org.periplus.api.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.security.identity.oidc.login.PendingLogin;
import org.periplus.security.secret.SealException;
import org.periplus.security.secret.SecretSeal;

/**
 * A login that began, as the value of a cookie: the browser keeps it, so that nobody can fill this
 * server with logins that never end, and any of several servers can complete it. Threads share it.
 */
@Service
public class SealedLogin {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLACE = "login";

  private final SecretSeal seal;

  @Inject
  public SealedLogin(SecretSeal seal) {
    this.seal = seal;
  }

  String seal(PendingLogin pending) {
    String text =
        JSON.createObjectNode()
            .put("issuer", pending.issuer())
            .put("state", pending.state())
            .put("nonce", pending.nonce())
            .put("verifier", pending.verifier())
            .put("returnTo", pending.returnTo())
            .put("begun", pending.begun().toEpochMilli())
            .toString();
    return seal.seal(PLACE, text).replace('+', '-').replace('/', '_').replace("=", "");
  }

  /** The login; empty when this server did not seal it. */
  Optional<PendingLogin> open(String value) {
    try {
      String padded = value + "=".repeat(Math.floorMod(-value.length(), 4));
      JsonNode read = JSON.readTree(seal.open(PLACE, padded.replace('-', '+').replace('_', '/')));
      return Optional.of(
          new PendingLogin(
              read.get("issuer").asText(),
              read.get("state").asText(),
              read.get("nonce").asText(),
              read.get("verifier").asText(),
              read.get("returnTo").asText(),
              Instant.ofEpochMilli(read.get("begun").asLong())));
    } catch (SealException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
