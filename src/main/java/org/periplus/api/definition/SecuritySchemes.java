package org.periplus.api.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.configuration.Service;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.oidc.Tokens;

/**
 * How clients say who they are, and which operations ask for it: {@code securitySchemes} and {@code
 * security}, from the table of operations. Where no identity provider is known there is nothing to
 * say. Threads share it.
 */
@Service
public class SecuritySchemes {

  private static final String BEARER = "bearer";
  private static final Pattern EXECUTION = Pattern.compile("^/processes/[^/]+/execution$");

  private final Map<String, String> issuers;
  private final Caller anonymous;

  @Inject
  public SecuritySchemes(Tokens tokens, IdentityConfiguration identity) {
    this(tokens.descriptions(), identity.anonymous());
  }

  SecuritySchemes(Map<String, String> issuers, Optional<AnonymousUse> anonymous) {
    this.issuers = issuers;
    this.anonymous = Caller.anonymous(anonymous.flatMap(AnonymousUse::role), "");
  }

  void addTo(ObjectNode document) {
    if (issuers.isEmpty()) {
      return;
    }
    ObjectNode schemes =
        document.withObjectProperty("components").withObjectProperty("securitySchemes");
    schemes
        .putObject(BEARER)
        .put("type", "http")
        .put("scheme", BEARER)
        .put("bearerFormat", "JWT")
        .put("description", "An access token of an identity provider of this server.");
    issuers.forEach(
        (name, url) ->
            schemes
                .putObject("openid-" + name)
                .put("type", "openIdConnect")
                .put("openIdConnectUrl", url));
    document
        .withObjectProperty("paths")
        .properties()
        .forEach(path -> describe(path.getKey(), (ObjectNode) path.getValue()));
  }

  private void describe(String path, ObjectNode item) {
    item.properties()
        .forEach(
            method -> {
              if (method.getValue() instanceof ObjectNode described && described.has("responses")) {
                // of a deployed process: it is executed like any other
                String template = EXECUTION.matcher(path).replaceFirst("/processes/{}/execution");
                Operations.of(method.getKey().toUpperCase(Locale.ROOT), template)
                    .ifPresent(operation -> describe(operation, described));
              }
            });
  }

  private void describe(Operation operation, ObjectNode described) {
    ArrayNode security = described.putArray("security");
    if (operation.isOpenTo(anonymous)) {
      security.addObject();
    }
    operation
        .needs()
        .ifPresent(
            role -> {
              security.addObject().putArray(BEARER);
              issuers.keySet().forEach(name -> security.addObject().putArray("openid-" + name));
              described.put("x-role", role.toString());
              ObjectNode responses = described.withObjectProperty("responses");
              responses.putObject("401").put("$ref", "#/components/responses/Problem");
              responses.putObject("403").put("$ref", "#/components/responses/Problem");
            });
  }
}
