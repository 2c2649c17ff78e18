package org.periplus.security.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.periplus.security.Egress;
import org.periplus.security.Egress.Reply;
import org.periplus.security.EgressException;

/**
 * Sends the library's requests to an issuer, by the one way on which this server asks others: the
 * egress rule, bounded in bytes and time, without redirects. Threads share it.
 */
public record ProviderRequests(Egress egress) {

  /** As whom this server asks; empty for a client without a secret. */
  public static Optional<ClientAuthentication> authentication(
      IssuerClient client, ProviderDescription provider) {
    ClientID id = new ClientID(client.id());
    return client
        .secret()
        .map(Secret::new)
        .map(
            secret ->
                provider.takesSecretsInHeader()
                    ? new ClientSecretBasic(id, secret)
                    : new ClientSecretPost(id, secret));
  }

  /**
   * Sends one.
   *
   * @throws ProviderAwayException if there is no answer, or one that only a server in trouble gives
   */
  public HTTPResponse send(Request request) {
    HTTPRequest message = request.toHTTPRequest();
    URI uri = message.getURI();
    HttpPost post = new HttpPost(uri);
    message.getHeaderMap().forEach((name, values) -> values.forEach(v -> post.addHeader(name, v)));
    post.setEntity(new ByteArrayEntity(message.getBody().getBytes(UTF_8), null));
    try {
      Reply reply = egress.send(post, uri);
      if (reply.status() / 100 != 2 && reply.status() / 100 != 4) {
        throw new ProviderAwayException("'" + uri + "' answered with status " + reply.status());
      }
      HTTPResponse response = new HTTPResponse(reply.status());
      response.setContentType(reply.mediaType().orElse("text/plain"));
      response.setBody(reply.text());
      return response;
    } catch (EgressException e) {
      throw new ProviderAwayException(e.getMessage(), e);
    } catch (ParseException e) {
      throw new ProviderAwayException("'" + uri + "' answered with no media type", e);
    }
  }
}
