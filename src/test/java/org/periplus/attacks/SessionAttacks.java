package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.periplus.security.identity.oidc.LocalUsers;

/**
 * What is done to somebody who logs in at a provider that the server believes: answers of other
 * logins, sessions that somebody planted, and sessions of those who may no longer what they did.
 */
final class SessionAttacks {

  private static final String KIND = "session";
  private static final String SESSION = "periplus";
  private static final String LOGIN = "periplus-login";

  private final Provider provider;
  private final LocalUsers users;

  private SessionAttacks(Provider provider) {
    this.provider = provider;
    this.users = provider.users();
  }

  static List<Attack> rows(Provider provider) {
    SessionAttacks attacks = new SessionAttacks(provider);
    return List.of(
        provider.row(KIND, "one that somebody planted before the login", attacks::planted),
        provider.row(KIND, "an answer to another one's login", attacks::ofAnother),
        provider.row(KIND, "an answer a second time", attacks::twice),
        provider.row(KIND, "another one's code with one's own state", attacks::otherCode),
        provider.row(KIND, "an ID token with the nonce of another login", attacks::otherNonce),
        provider.row(KIND, "an ID token for another client", attacks::otherClient),
        provider.row(KIND, "of somebody who lost their role", attacks::roleTaken),
        provider.row(KIND, "of somebody whom the provider forgot", attacks::forgotten));
  }

  /** A browser: it keeps what the server sets. */
  private final class Browser {

    private final Target target;
    private final Map<String, String> cookies = new HashMap<>();

    Browser(Target target) {
      this.target = target;
    }

    Answer ask(Request request) throws IOException {
      String sent =
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; "));
      Answer answer = target.send(sent.isEmpty() ? request : request.with("Cookie: " + sent));
      for (String header : answer.headers("Set-Cookie")) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return answer;
    }

    /** Begins a login; gives where the user is sent. */
    URI begin() throws IOException {
      String back = URLEncoder.encode(target.path("me"), UTF_8);
      Answer answer =
          ask(Request.get(target.path("login?issuer=" + Provider.NAME + "&return_to=" + back)));
      if (answer.status() != 303) {
        throw new IOException("No login begins: " + answer.status() + " " + answer.body());
      }
      return URI.create(answer.header("Location"));
    }

    /** Comes back from the provider with its answer. */
    Answer complete(Map<String, String> answer) throws IOException {
      return ask(
          Request.get(
              "/ogc-api/login/"
                  + Provider.NAME
                  + answer.entrySet().stream()
                      .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                      .collect(Collectors.joining("&", "?", ""))));
    }

    /** Logs in, and comes to where it began. */
    void logIn() throws IOException {
      Answer answer = complete(users.login(begin()));
      URI back = URI.create(answer.header("Location"));
      if (answer.status() != 303
          || !"localhost".equals(back.getHost())
          || !target.path("me").equals(back.getPath())
          || !isSomebody()) {
        throw new IOException(
            "A good login is not taken: %d to %s %s"
                .formatted(answer.status(), back, answer.body()));
      }
    }

    boolean isSomebody() throws IOException {
      return Provider.isAda(me());
    }

    Answer me() throws IOException {
      return ask(Provider.me(target));
    }
  }

  private Finding planted(Target target) throws IOException {
    Browser attacker = new Browser(target);
    attacker.logIn();
    Browser victim = new Browser(target);
    victim.cookies.put(SESSION, attacker.cookies.get(SESSION));

    victim.logIn();

    List<String> faults = new ArrayList<>();
    if (victim.cookies.get(SESSION).equals(attacker.cookies.get(SESSION))) {
      faults.add("the session of who logs in is the one that was planted");
    }
    if (attacker.isSomebody()) {
      faults.add("the one that was planted goes on");
    }
    return new Finding("another session", faults);
  }

  private Finding ofAnother(Target target) throws IOException {
    Browser attacker = new Browser(target);
    Map<String, String> answer = users.login(attacker.begin());
    Browser victim = new Browser(target);
    victim.begin();
    Finding finding = refused(victim, answer);
    return finding.and(
        attacker.complete(answer).status() == 303
            ? List.of()
            : List.of("who began the login cannot end it"));
  }

  private Finding twice(Target target) throws IOException {
    Browser browser = new Browser(target);
    Map<String, String> answer = users.login(browser.begin());
    String login = browser.cookies.get(LOGIN);
    browser.complete(answer);
    if (!browser.isSomebody()) {
      throw new IOException("A good login is not taken");
    }
    Browser again = new Browser(target);
    again.cookies.put(LOGIN, login);
    return refused(again, answer);
  }

  private Finding otherCode(Target target) throws IOException {
    Map<String, String> theirs = users.login(new Browser(target).begin());
    Browser victim = new Browser(target);
    Map<String, String> answer = users.login(victim.begin());
    answer.put("code", theirs.get("code"));
    return refused(victim, answer);
  }

  private Finding otherNonce(Target target) throws IOException {
    String nonce = LocalUsers.query(new Browser(target).begin()).get("nonce");
    return withIdToken(target, claims -> claims.claim("nonce", nonce));
  }

  private Finding otherClient(Target target) throws IOException {
    return withIdToken(target, claims -> claims.audience("another"));
  }

  private Finding withIdToken(Target target, UnaryOperator<JWTClaimsSet.Builder> said)
      throws IOException {
    new Browser(target).logIn();
    Browser victim = new Browser(target);
    users.say(said);
    try {
      return refused(victim, users.login(victim.begin()));
    } finally {
      users.say(claims -> claims);
    }
  }

  /** It is refused, in words, and nobody is logged in. */
  private static Finding refused(Browser browser, Map<String, String> answer) throws IOException {
    Answer refusal = browser.complete(answer);
    List<String> faults = new ArrayList<>();
    if (refusal.status() != 400) {
      faults.add("it is not refused");
    }
    if (browser.isSomebody()) {
      faults.add("somebody is logged in");
    }
    return new Finding(Integer.toString(refusal.status()), faults)
        .and(Leaks.of(refusal.body(), browser.target, text -> false));
  }

  /** The server under attack asks the provider again after a second; unasked after five minutes. */
  private Finding roleTaken(Target target) throws IOException, InterruptedException, JOSEException {
    users.give(Provider.OPERATOR);
    Browser browser = new Browser(target);
    browser.logIn();
    Request audit = Request.get(target.path("audit")).with("Accept: application/json");
    List<String> faults = new ArrayList<>();
    if (browser.ask(audit).status() != 200) {
      faults.add("an operator may not what operators may");
    }
    users.give();
    provider.until(() -> browser.ask(audit).status() == 403);
    if (!browser.isSomebody() || Provider.said(browser.me()).has("role")) {
      faults.add("they are not who they are, without a role");
    }
    return new Finding("403", faults);
  }

  private Finding forgotten(Target target) throws IOException, InterruptedException, JOSEException {
    Browser browser = new Browser(target);
    browser.logIn();
    users.forget();
    provider.until(() -> !browser.isSomebody());
    return new Finding("nobody", List.of());
  }
}
