package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Logins, sessions and logouts that nobody proved. What only a running provider can tell is tried
 * by LoginIT.
 */
final class LoginAttacks {

  private static final String KIND = "login";
  private static final String FORM = "application/x-www-form-urlencoded";

  private LoginAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String path :
        new String[] {
          "//evil.example",
          "/\\evil.example",
          "\\\\evil.example",
          "https:evil.example",
          "https://evil.example/ogc-api/",
          "javascript:alert(1)",
          "%2F%2Fevil.example",
          "/ogc-api/../../evil",
          "/ogc-api@evil.example/",
          "/ogc-api/\r\nX-Injected: 1",
          "/" + "a".repeat(3000)
        }) {
      rows.add(
          RequestAttack.refused(
              KIND,
              "back to " + path.replaceAll("\\s", "?").substring(0, Math.min(30, path.length())),
              Request.get(target.path("login?return_to=" + URLEncoder.encode(path, UTF_8)))));
    }
    rows.addAll(answers(target));
    rows.addAll(sessions());
    rows.addAll(logouts(target));
    return rows;
  }

  private static List<Attack> answers(Target target) {
    List<Attack> rows = new ArrayList<>();
    String answer = "?code=a&state=b&iss=https://evil.example";
    String callback = target.path("login/keycloak");
    rows.add(RequestAttack.refused(KIND, "an answer to no login", Request.get(callback + answer)));
    rows.add(RequestAttack.refused(KIND, "an answer without anything", Request.get(callback)));
    rows.add(
        RequestAttack.refused(
            KIND, "an answer of no provider", Request.get(target.path("login/none" + answer))));
    for (String cookie :
        new String[] {"x", "A".repeat(300), "A".repeat(3000), "..", "a; periplus-login=b", "\""}) {
      rows.add(
          RequestAttack.refused(
              KIND,
              "an answer with the login " + cookie.substring(0, Math.min(20, cookie.length())),
              Request.get(callback + answer).with("Cookie: periplus-login=" + cookie)));
    }
    rows.add(
        RequestAttack.refused(
            KIND,
            "an answer twice",
            Request.get(callback + answer + "&state=c").with("Cookie: periplus-login=x")));
    return rows;
  }

  private static List<Attack> sessions() {
    List<Attack> rows = new ArrayList<>();
    for (String value :
        new String[] {
          "A".repeat(43),
          "",
          "x; periplus=y",
          "' OR 1=1 --",
          "%00",
          "../../etc/passwd",
          "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.",
          "A".repeat(3000)
        }) {
      rows.add(
          new SceneAttack(
              KIND,
              "the session " + value.substring(0, Math.min(20, value.length())),
              target -> isNobody(value, target)));
    }
    return rows;
  }

  private static Finding isNobody(String session, Target target) throws IOException {
    Answer answer =
        target.send(
            Request.get(target.path("me"))
                .with("Cookie: periplus=" + session)
                .with("Accept: application/json"));
    boolean nobody =
        (answer.status() == 200 && answer.body().contains("\"anonymous\":true"))
            || (answer.status() >= 400 && answer.status() < 500);
    return new Finding(
        Integer.toString(answer.status()),
        nobody ? Leaks.of(answer.body(), target, session::contains) : List.of("it is somebody"));
  }

  private static List<Attack> logouts(Target target) {
    String header = base64("{\"alg\":\"none\",\"typ\":\"logout+jwt\"}");
    String signed = base64("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"logout+jwt\"}");
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"pages\",\"iat\":1,\"exp\":9999999999,\"jti\":\"1\",\"sub\":\"root\","
            + "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}";
    String known =
        "http://127.0.0.1:" + System.getProperty("system.test.keycloak.port") + "/realms/periplus";
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("without a signature", header + "." + base64(claims.formatted(known)) + ".");
    tokens.put(
        "of another issuer",
        signed + "." + base64(claims.formatted("https://evil.example")) + ".AAAA");
    tokens.put("by no key", signed + "." + base64(claims.formatted(known)) + ".AAAA");
    tokens.put("that is none", "x");
    tokens.put("that is empty", "");
    tokens.put("of 100 kB", "a".repeat(100_000));
    List<Attack> rows = new ArrayList<>();
    tokens.forEach(
        (name, token) ->
            rows.add(
                RequestAttack.refused(
                    KIND,
                    "a logout token " + name,
                    Request.post(target.path("logout/keycloak"), FORM, "logout_token=" + token))));
    rows.add(
        RequestAttack.refused(
            KIND,
            "a logout token at no provider",
            Request.post(target.path("logout/none"), FORM, "logout_token=x")));
    rows.add(
        RequestAttack.harmless(
            KIND, "a logout of nobody", Request.post(target.path("logout"), FORM, "csrf=x")));
    rows.add(
        RequestAttack.refused(
            KIND,
            "a logout of another site",
            Request.post(target.path("logout"), FORM, "csrf=x")
                .with("Origin: https://evil.example")));
    return rows;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
