package org.periplus.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.oidc.Issuers;

/** Reads to whom a job or a process is handed on: an account, as {@code GET /me} shows it. */
@Dependent
public class NewOwner {

  private static final String ISSUER = "issuer";
  private static final String SUBJECT = "subject";
  private static final String NAME = "name";
  private static final Set<String> ALL = Set.of(ISSUER, SUBJECT, NAME);

  /** As the database holds it. */
  private static final int LONGEST = 255;

  private final Issuers issuers;

  @Inject
  public NewOwner(Issuers issuers) {
    this.issuers = issuers;
  }

  /**
   * The account.
   *
   * @throws RequestRefusedException if the body is none of an identity provider of this server
   */
  public Account of(JsonNode body) {
    Set<String> names = new TreeSet<>();
    if (body instanceof ObjectNode members) {
      members.fieldNames().forEachRemaining(names::add);
    }
    if (!names.equals(new TreeSet<>(ALL))) {
      throw refused(
          "The body must be an object with the members issuer, subject and name of an account, as"
              + " GET /me shows them, and no others.");
    }
    String issuer = text(body, ISSUER);
    if (issuers.all().stream().noneMatch(one -> one.configuration().url().equals(issuer))) {
      throw refused(
          "issuer is none of this server's: "
              + issuers.all().stream()
                  .map(one -> one.configuration().url())
                  .collect(Collectors.joining(", ")));
    }
    return new Account(issuer, text(body, SUBJECT), text(body, NAME));
  }

  private static String text(JsonNode body, String member) {
    JsonNode value = body.get(member);
    String text = value.isTextual() ? value.textValue() : "";
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw refused(
          member
              + " must be a text of 1 to "
              + LONGEST
              + " characters without control characters.");
    }
    return text;
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(Response.Status.BAD_REQUEST, detail));
  }
}
