package org.periplus.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.LocalUsers;

/**
 * The identity provider that the server under attack believes, which does what a scene wants. One
 * scene has it at a time.
 */
final class Provider implements AutoCloseable {

  /** How the server's configuration calls it. */
  static final String NAME = "local";

  /** The role of all good tokens. */
  static final String OPERATOR = "periplus-operator";

  private static final String SECRET = "the-secret-of-the-pages";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalIssuer issuer;
  private final LocalUsers users;
  private final ReentrantLock scenes = new ReentrantLock();

  /** What happens, and what it came to. */
  interface Scene {
    Finding play(Target target) throws IOException, InterruptedException, JOSEException;
  }

  /** Something that comes to be. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException, JOSEException;
  }

  Provider() throws IOException, JOSEException {
    issuer = new LocalIssuer(Integer.getInteger("system.test.issuer.port"));
    users = new LocalUsers(issuer, SECRET);
  }

  LocalIssuer issuer() {
    return issuer;
  }

  LocalUsers users() {
    return users;
  }

  /** A row that has the provider for itself; a good token is taken before and after it. */
  Attack row(String kind, String name, Scene scene) {
    return new SceneAttack(
        kind,
        name,
        target -> {
          scenes.lock();
          try {
            until(() -> isAda(ask(target, issuer.token(OPERATOR))));
            Finding finding = scene.play(target);
            return finding.and(
                isAda(ask(target, issuer.token(OPERATOR)))
                    ? List.of()
                    : List.of("a good token is not taken"));
          } catch (JOSEException e) {
            throw new IllegalStateException(e);
          } finally {
            scenes.unlock();
          }
        });
  }

  /** Who somebody is who sends a token. */
  Answer ask(Target target, String token) throws IOException {
    return target.send(me(target).with("Authorization: Bearer " + token));
  }

  /** The question who the caller is. */
  static Request me(Target target) {
    return Request.get(target.path("me")).with("Accept: application/json");
  }

  /** Whether the answer is to the provider's only user. */
  static boolean isAda(Answer answer) throws IOException {
    return answer.status() == 200 && said(answer).path("name").asText().equals("ada");
  }

  static JsonNode said(Answer answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  /** What the server's readiness says of this provider. */
  static String readiness(Target target) throws IOException {
    for (JsonNode check : said(target.send(Request.get("/health/ready"))).path("checks")) {
      if (check.path("name").asText().equals("identity-providers")) {
        return check.path("data").path(NAME).asText();
      }
    }
    return "";
  }

  /**
   * Waits until something holds.
   *
   * @throws IOException if it does not within the time that an answer may take
   */
  void until(Condition condition) throws IOException, InterruptedException, JOSEException {
    long deadline = System.nanoTime() + Target.PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("What was waited for did not come");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @Override
  public void close() {
    issuer.close();
  }
}
