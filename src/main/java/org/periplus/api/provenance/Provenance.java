package org.periplus.api.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.api.JsonBodies;
import org.periplus.api.provenance.ProvStatement.Argument;

/** Collects statements: each element once, and one generation of each entity. */
final class Provenance {

  static final ProvName SOFTWARE = new ProvName("prov", "SoftwareAgent");
  static final ProvName PLAN = new ProvName("prov", "Plan");

  private final Map<ProvName, ProvStatement> elements = new LinkedHashMap<>();
  private final Set<ProvName> generated = new LinkedHashSet<>();
  private final List<ProvStatement> relations = new ArrayList<>();

  /** Attributes in the order in which they are given, without those that have no value. */
  static final class Attributes {

    private final Map<String, List<Object>> values = new LinkedHashMap<>();

    Attributes with(String name, Object... all) {
      values.put(name, Arrays.asList(all));
      return this;
    }

    Attributes with(String name, Optional<?> value) {
      value.ifPresent(present -> values.put(name, List.of(present)));
      return this;
    }
  }

  static Attributes attributes() {
    return new Attributes();
  }

  void agent(ProvName id, Attributes attributes) {
    element("agent", id, List.of(), attributes);
  }

  void entity(ProvName id, Attributes attributes) {
    element("entity", id, List.of(), attributes);
  }

  void activity(
      ProvName id, Optional<Instant> start, Optional<Instant> end, Attributes attributes) {
    element("activity", id, List.of(time("startTime", start), time("endTime", end)), attributes);
  }

  private void element(String kind, ProvName id, List<Argument> arguments, Attributes attributes) {
    elements.putIfAbsent(
        id, new ProvStatement(kind, Optional.of(id), arguments, attributes.values));
  }

  void used(ProvName activity, ProvName entity, Optional<Instant> at, String role) {
    relation(
        "used", role, argument("activity", activity), argument("entity", entity), time("time", at));
  }

  /** What was made before by another activity is handed on only. */
  void wasGeneratedBy(ProvName entity, ProvName activity, Optional<Instant> at, String role) {
    if (generated.add(entity)) {
      relation(
          "wasGeneratedBy",
          role,
          argument("entity", entity),
          argument("activity", activity),
          time("time", at));
    }
  }

  void wasAssociatedWith(ProvName activity, ProvName agent, Optional<ProvName> plan) {
    relation(
        "wasAssociatedWith",
        "",
        argument("activity", activity),
        argument("agent", agent),
        new Argument("plan", plan.map(name -> name)));
  }

  void actedOnBehalfOf(ProvName delegate, ProvName responsible, ProvName activity) {
    relation(
        "actedOnBehalfOf",
        "",
        argument("delegate", delegate),
        argument("responsible", responsible),
        argument("activity", activity));
  }

  void wasStartedBy(ProvName activity, ProvName starter, Optional<Instant> at) {
    relation(
        "wasStartedBy",
        "",
        argument("activity", activity),
        new Argument("trigger", Optional.empty()),
        argument("starter", starter),
        time("time", at));
  }

  private void relation(String kind, String role, Argument... arguments) {
    Attributes attributes = attributes();
    if (!role.isEmpty()) {
      attributes.with("prov:role", role);
    }
    relations.add(new ProvStatement(kind, Optional.empty(), List.of(arguments), attributes.values));
  }

  private static Argument argument(String name, ProvName value) {
    return new Argument(name, Optional.of(value));
  }

  private static Argument time(String name, Optional<Instant> time) {
    return new Argument(name, time.map(JsonBodies::text));
  }

  /** A JSON value as the value of an attribute. */
  static Object literal(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value;
  }

  ProvDocument document(Map<String, String> namespaces) {
    List<ProvStatement> statements = new ArrayList<>(elements.values());
    statements.addAll(relations);
    return new ProvDocument(namespaces, List.copyOf(statements));
  }
}
