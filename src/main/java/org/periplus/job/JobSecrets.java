package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.security.secret.SecretMask;

/**
 * The inputs of a job that nobody may see: those that the CWL requirement {@code cwltool:Secrets}
 * names, of any process that the job has ever had. Immutable; its maps are not changed.
 */
public final class JobSecrets {

  /** What stands in the place of a secret. */
  public static final String HIDDEN = SecretMask.HIDDEN;

  private static final String INPUTS = "inputs";
  private static final String STORE = "store:";
  private static final String FILE = "File";
  private static final String DIRECTORY = "Directory";

  /** The members of a File or Directory that may hold a secret; the others are names and kinds. */
  private static final Set<String> OF_FILES =
      Set.of("location", "path", "contents", "listing", "secondaryFiles");

  private final Set<String> names;
  private final ObjectNode values;
  private final ObjectNode given;
  private final Set<String> texts = new HashSet<>();
  private final SecretMask mask;

  /**
   * @param names the inputs
   * @param values their values in CWL's terms, as far as they are known
   * @param given their values as the request gave them, as far as they are known
   */
  public JobSecrets(Set<String> names, ObjectNode values, ObjectNode given) {
    this.names = Set.copyOf(names);
    this.values = values;
    this.given = given;
    values.forEach(this::addTexts);
    this.mask = SecretMask.of(texts);
  }

  /** Those of which only the names are known. */
  static JobSecrets named(Set<String> names) {
    return new JobSecrets(
        names, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());
  }

  /** Those among the inputs of a request. */
  public static JobSecrets among(Set<String> names, JsonNode values, JsonNode given) {
    return new JobSecrets(names, only(names, values), only(names, given));
  }

  private static ObjectNode only(Set<String> names, JsonNode inputs) {
    ObjectNode only = JsonNodeFactory.instance.objectNode();
    names.stream()
        .filter(inputs::has)
        .filter(name -> !inputs.get(name).asText().equals(HIDDEN))
        .forEach(name -> only.set(name, inputs.get(name)));
    return only;
  }

  private void addTexts(JsonNode node) {
    if (node.isTextual() || node.isNumber()) {
      texts.add(node.asText());
    } else if (isFiles(node)) {
      OF_FILES.forEach(member -> addTexts(node.path(member)));
    } else {
      node.forEach(this::addTexts);
    }
  }

  private static boolean isFiles(JsonNode node) {
    String type = node.path("class").asText();
    return type.equals(FILE) || type.equals(DIRECTORY);
  }

  /** The names of the inputs. */
  public Set<String> names() {
    return names;
  }

  /** What of these is known, in CWL's terms. */
  public ObjectNode values() {
    return values;
  }

  /** What of these is known, as requests gave it. */
  public ObjectNode given() {
    return given;
  }

  /** How much text they are, in characters. */
  public long size() {
    return texts.stream().mapToLong(String::length).sum();
  }

  /** The names of those that the inputs had and whose values are not known any more. */
  public Set<String> missing(JsonNode inputs) {
    return names.stream()
        .filter(name -> inputs.has(name) && !values.has(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether any of them is or holds a file. */
  public boolean haveFiles() {
    return haveFiles(values);
  }

  private static boolean haveFiles(JsonNode node) {
    if (isFiles(node)) {
      return true;
    }
    for (JsonNode child : node) {
      if (haveFiles(child)) {
        return true;
      }
    }
    return false;
  }

  /** Hides them in texts. */
  public SecretMask mask() {
    return mask;
  }

  /** An input object without the values of the secrets. */
  public JsonNode hiddenInInputs(JsonNode inputs) {
    if (names.isEmpty() || !inputs.isObject()) {
      return inputs;
    }
    ObjectNode hidden = inputs.deepCopy();
    names.stream().filter(hidden::has).forEach(name -> hidden.put(name, HIDDEN));
    return hidden;
  }

  /** An execute request without the values of the secrets. */
  public JsonNode hiddenInRequest(JsonNode request) {
    if (names.isEmpty() || !request.has(INPUTS)) {
      return request;
    }
    ObjectNode hidden = request.deepCopy();
    hidden.set(INPUTS, hiddenInInputs(request.get(INPUTS)));
    return hidden;
  }

  /** An input object with the values of the secrets. */
  public ObjectNode revealedInInputs(JsonNode inputs) {
    ObjectNode revealed = inputs.deepCopy();
    return revealed.setAll(values);
  }

  /** An execute request with the values of the secrets, as they were given. */
  public ObjectNode revealedInRequest(JsonNode request) {
    ObjectNode revealed = request.deepCopy();
    revealed.withObjectProperty(INPUTS).setAll(given);
    return revealed;
  }

  /**
   * Inputs whose files are on this machine, with the values of the secrets as they are now: a
   * restart may have given others since the files were fetched.
   */
  public ObjectNode current(ObjectNode staged) {
    ObjectNode current = staged.deepCopy();
    values
        .properties()
        .forEach(
            value -> {
              if (!haveFiles(value.getValue())) {
                current.set(value.getKey(), value.getValue());
              }
            });
    return current;
  }

  /**
   * A value of a step without the texts that are secrets, wherever they were handed on to. Links
   * into the result store stay whole.
   */
  public JsonNode hiddenIn(JsonNode value) {
    return mask.isEmpty() ? value : hidden(value);
  }

  private JsonNode hidden(JsonNode value) {
    if (value.isTextual()) {
      String text = value.textValue();
      return text.startsWith(STORE) ? value : TextNode.valueOf(mask.in(text));
    }
    if (value.isNumber()) {
      return texts.contains(value.asText()) && value.asText().length() >= SecretMask.SHORTEST
          ? TextNode.valueOf(HIDDEN)
          : value;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode hidden = object.objectNode();
      object
          .properties()
          .forEach(member -> hidden.set(mask.in(member.getKey()), hidden(member.getValue())));
      return hidden;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode hidden = array.arrayNode(array.size());
      array.forEach(element -> hidden.add(hidden(element)));
      return hidden;
    }
    return value;
  }
}
