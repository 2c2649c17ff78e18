package org.periplus.job.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.periplus.configuration.Sha256;
import org.periplus.job.JobDefinition;

/**
 * A request with a key by which its client names it, so that it may be repeated: the Internet draft
 * "The Idempotency-Key HTTP Header Field".
 *
 * @param id the tenant and the key, and whose it is
 * @param fingerprint what tells the request from others; the order of members makes no other one
 */
public record KeyedRequest(String id, String fingerprint) {

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** A request to execute a process. */
  static KeyedRequest toExecute(String key, JobDefinition definition) {
    return of(key, "", definition);
  }

  /** A request for a job that waits for its start. */
  static KeyedRequest toCreate(String key, JobDefinition definition) {
    return of(key, "create ", definition);
  }

  private static KeyedRequest of(String key, String operation, JobDefinition definition) {
    try {
      Object members = SORTED.treeToValue(definition.request(), Object.class);
      MessageDigest digest = Sha256.begin();
      digest.update((operation + definition.process().id() + "\n").getBytes(UTF_8));
      return new KeyedRequest(
          definition.process().tenant() + named(key, definition),
          HexFormat.of().formatHex(digest.digest(SORTED.writeValueAsBytes(members))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // It was JSON.
    }
  }

  /** One owner's keys are not another's. No key has a backslash. */
  private static String named(String key, JobDefinition definition) {
    return definition
        .requester()
        .account()
        .map(owner -> owner.issuer() + "\n" + owner.subject() + "\n" + key)
        .map(whole -> "\\" + Sha256.hex(whole))
        .orElse("/" + key);
  }
}
