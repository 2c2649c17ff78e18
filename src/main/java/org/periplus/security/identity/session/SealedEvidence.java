package org.periplus.security.identity.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.security.identity.oidc.Claims;
import org.periplus.security.identity.oidc.login.Evidence;
import org.periplus.security.secret.SecretSeal;

/** Evidence as an encrypted text. Threads share it. */
@Service
public class SealedEvidence {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private final SecretSeal seal;

  @Inject
  public SealedEvidence(SecretSeal seal) {
    this.seal = seal;
  }

  String seal(String id, Evidence evidence) {
    ObjectNode all = JSON.createObjectNode();
    all.put("issuer", evidence.issuer());
    all.set("claims", JSON.valueToTree(evidence.claims().all()));
    all.put("idToken", evidence.idToken());
    evidence.providerSession().ifPresent(sid -> all.put("providerSession", sid));
    evidence.refreshToken().ifPresent(token -> all.put("refreshToken", token));
    evidence.endSession().ifPresent(url -> all.put("endSession", url.toString()));
    return seal.seal(place(id), all.toString());
  }

  /**
   * What {@link #seal} sealed.
   *
   * @throws org.periplus.security.secret.SealException if it was sealed with another key
   */
  Evidence open(String id, String sealed) {
    try {
      JsonNode all = JSON.readTree(seal.open(place(id), sealed));
      return new Evidence(
          all.get("issuer").asText(),
          new Claims(JSON.convertValue(all.get("claims"), CLAIMS)),
          text(all, "providerSession"),
          all.get("idToken").asText(),
          text(all, "refreshToken"),
          text(all, "endSession").map(URI::create));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was sealed is no JSON"); // The cause would quote it.
    }
  }

  private static Optional<String> text(JsonNode all, String name) {
    return Optional.ofNullable(all.get(name)).map(JsonNode::asText);
  }

  private static String place(String id) {
    return "session/" + id;
  }
}
