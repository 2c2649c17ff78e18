package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;

/**
 * Makes the input object that a process sees out of the one that it is given: defaults filled in,
 * values checked against their types, Files and Directories completed, secondary files found,
 * contents and listings loaded.
 *
 * <p>Threads may share it.
 */
public final class InputObject {

  private final ExpressionEngine engine;
  private final FormatRelation formats;
  private final HostAccess access;

  public InputObject(ExpressionEngine engine, FormatRelation formats, HostAccess access) {
    this.engine = engine;
    this.formats = formats;
    this.access = access;
  }

  /**
   * The inputs of a process that is started by a user: secondary files that are not listed are
   * looked for beside their files.
   *
   * @param effective the process's requirements with those of the surroundings
   * @throws InputException naming the input and what is wrong with it
   */
  public ObjectNode prepareForUser(Process process, Requirements effective, ObjectNode given) {
    return prepare(process, effective, given, true);
  }

  /**
   * The inputs of a process that is started by a workflow: secondary files must have come with
   * their files.
   *
   * @param effective the process's requirements with those of the step and the workflow
   * @throws InputException naming the input and what is wrong with it
   */
  public ObjectNode prepareForStep(Process process, Requirements effective, ObjectNode given) {
    return prepare(process, effective, given, false);
  }

  private ObjectNode prepare(
      Process process, Requirements effective, ObjectNode given, boolean lookBeside) {
    ObjectNode inputs = given.deepCopy();
    for (InputParameter parameter : process.inputs()) {
      fillAndCheck(parameter, inputs);
    }
    ExpressionContext context =
        ExpressionContext.of(inputs, effective.find(Requirement.InlineJavascript.class));
    LoadListing usualListing =
        effective
            .find(Requirement.Listing.class)
            .map(Requirement.Listing::loadListing)
            .orElse(LoadListing.NO_LISTING);
    for (InputParameter parameter : process.inputs()) {
      FileRules rules = new FileRules(engine, context, formats, usualListing, lookBeside);
      rules.apply(inputs.get(parameter.id()), parameter);
    }
    return inputs;
  }

  private void fillAndCheck(InputParameter parameter, ObjectNode inputs) {
    String where = "'" + parameter.id() + "'";
    JsonNode value = inputs.get(parameter.id());
    if (value == null || value.isNull()) {
      value =
          parameter.defaultValue().<JsonNode>map(JsonNode::deepCopy).orElse(NullNode.getInstance());
      inputs.set(parameter.id(), value);
      if (value.isNull() && !ValueCheck.acceptsNull(parameter.type())) {
        throw new InputException(
            where, "a value of type " + parameter.type() + " is required and none is given");
      }
    }
    JsonNode checked = value;
    ValueCheck.mismatch(checked, parameter.type())
        .ifPresent(
            wrong -> {
              throw new InputException(where + wrong.where(), wrong.reason());
            });
    FileValues.visitAll(value, file -> complete(file, where));
  }

  /** Sets what a File or Directory has besides its location: path, names and size. */
  private void complete(ObjectNode file, String where) {
    if (!file.hasNonNull("location") && file.hasNonNull("path")) {
      file.put("location", fromPath(file.path("path").asText(), where));
    }
    if (!file.hasNonNull("location")) {
      completeLiteral(file, where);
      return;
    }
    String location = file.path("location").asText();
    if (!file.hasNonNull("basename")) {
      file.put("basename", FileValues.lastName(location));
    }
    checkName(file, where);
    Optional<Path> host = FileValues.hostPath(location);
    if (host.isPresent()) {
      completeFromHost(file, host.get(), where);
    } else if (!location.contains(":")) {
      throw new InputException(where, "location '" + location + "' is relative");
    }
    FileValues.setNameParts(file);
  }

  private static void completeLiteral(ObjectNode file, String where) {
    if (!FileValues.isLiteral(file)) {
      throw new InputException(
          where,
          FileValues.isFile(file)
              ? "a File needs location, path or contents"
              : "a Directory needs location, path or listing");
    }
    if (file.hasNonNull("basename")) {
      checkName(file, where);
      FileValues.setNameParts(file);
    }
    if (file.hasNonNull("contents")) {
      file.put("size", file.path("contents").asText().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private void completeFromHost(ObjectNode file, Path host, String where) {
    boolean directory = FileValues.isDirectory(file);
    if (!access.mayRead(host)) {
      throw new InputException(where, "'" + host + "' is a file of the server");
    }
    if (!Files.exists(host)) {
      throw new InputException(where, "'" + file.path("basename").asText() + "' does not exist");
    }
    if (Files.isDirectory(host) != directory) {
      throw new InputException(
          where,
          "'" + file.path("basename").asText() + "' is a " + (directory ? "file" : "directory"));
    }
    file.put("location", FileValues.uri(host));
    FileValues.setPath(file, host.toString());
    if (!directory) {
      file.put("size", DirectoryListing.size(host));
    }
  }

  private static String fromPath(String path, String where) {
    if (path.contains(":") && !path.startsWith("/")) {
      return path;
    }
    if (!path.startsWith("/")) {
      throw new InputException(where, "path '" + path + "' is relative");
    }
    return FileValues.uri(Path.of(path));
  }

  private static void checkName(ObjectNode file, String where) {
    String name = file.path("basename").asText();
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new InputException(where, "'" + name + "' is not the name of a file");
    }
  }
}
