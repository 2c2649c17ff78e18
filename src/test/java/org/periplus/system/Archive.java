package org.periplus.system;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * An archive of the same realm: who has a token of it for {@code archive} is told who they are, by
 * the file {@code /me.txt}; nobody else is told anything.
 */
final class Archive implements AutoCloseable {

  private final HttpServer server;
  private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

  Archive(Keycloak keycloak) throws Exception {
    JWKSet keys =
        JWKSet.load(URI.create(keycloak.url() + "/protocol/openid-connect/certs").toURL());
    tokens.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
    tokens.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            "archive",
            new JWTClaimsSet.Builder().issuer(keycloak.url().toString()).build(),
            Set.of("sub", "exp")));
    server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.getInteger("system.test.archive.port")),
            0);
    server.createContext("/me.txt", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      byte[] reader =
          tokens
              .process(String.valueOf(token).replace("Bearer ", ""), null)
              .getSubject()
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, reader.length);
      exchange.getResponseBody().write(reader);
    } catch (java.text.ParseException | com.nimbusds.jose.proc.BadJOSEException e) {
      exchange.sendResponseHeaders(401, -1);
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IOException(e);
    }
  }

  String file() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/me.txt";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
