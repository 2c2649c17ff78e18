package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Credentials that prove nothing. What only a running issuer can tell is tried by IdentityIT. */
final class TokenAttacks {

  private static final String KIND = "token";
  private static final String CLAIMS =
      "{\"iss\":\"%s\",\"sub\":\"root\",\"aud\":\"periplus\",\"exp\":9999999999,"
          + "\"realm_access\":{\"roles\":[\"periplus-operator\"]}}";

  private TokenAttacks() {}

  static List<Attack> rows(Target target) {
    String known =
        CLAIMS.formatted("http://127.0.0.1:" + System.getProperty("system.test.issuer.port"));
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("without a signature", jwt("{\"alg\":\"none\"}", known, ""));
    tokens.put("without a signature, in other letters", jwt("{\"alg\":\"nOnE\"}", known, ""));
    tokens.put("none, with a signature", jwt("{\"alg\":\"none\"}", known, "AAAA"));
    for (String algorithm : new String[] {"HS256", "HS512", "EdDSA", "RS1", "dir", ""}) {
      tokens.put(
          "by the algorithm '" + algorithm + "'",
          jwt("{\"alg\":\"" + algorithm + "\",\"kid\":\"first\"}", known, "AAAA"));
    }
    for (String issuer : new String[] {"https://evil.example", "", "file:///etc/passwd", "null"}) {
      tokens.put(
          "of the issuer '" + issuer + "'",
          jwt("{\"alg\":\"RS256\"}", CLAIMS.formatted(issuer), "AAAA"));
    }
    tokens.put(
        "with keys of its own",
        jwt(
            "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1/keys\",\"x5u\":\"file:///etc/passwd\"}",
            CLAIMS.formatted("https://evil.example"),
            "AAAA"));
    tokens.put(
        "with an extension that counts",
        jwt("{\"alg\":\"none\",\"crit\":[\"x\"],\"x\":1}", known, "AAAA"));
    tokens.put("with a deep header", base64("[".repeat(2000)) + ".e30.AAAA");
    tokens.put("with deep claims", jwt("{\"alg\":\"none\"}", "{\"a\":".repeat(800), ""));
    tokens.put("encrypted", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....");
    tokens.put("of dots", ".".repeat(100));
    tokens.put("of one part", "a");
    List<Attack> rows = new ArrayList<>();
    tokens.forEach((name, token) -> rows.add(row(target, name, "Bearer " + token)));
    for (String credentials :
        new String[] {"Bearer", "Bearer a, Bearer b", "Basic cm9vdDpyb290", "Digest x", "\""}) {
      rows.add(row(target, credentials, credentials));
    }
    rows.add(
        RequestAttack.refused(
            KIND,
            "two headers",
            Request.get(target.path("processes"))
                .with("Authorization: Bearer a")
                .with("Authorization: Bearer b")));
    rows.add(
        RequestAttack.refused(
            KIND, "in the query", Request.get(target.path("processes?access_token=a"))));
    return rows;
  }

  private static Attack row(Target target, String name, String credentials) {
    return RequestAttack.refused(
        KIND, name, Request.get(target.path("processes")).with("Authorization: " + credentials));
  }

  private static String jwt(String header, String claims, String signature) {
    return base64(header) + "." + base64(claims) + "." + signature;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
