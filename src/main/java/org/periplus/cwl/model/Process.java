package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CWL process object: something with inputs and outputs that can be run. Its requirements are its
 * own; those that a workflow or a step hands down are merged when it is run ({@link
 * Requirements#inheriting}).
 */
public sealed interface Process permits CommandLineTool, ExpressionTool, Workflow, Operation {

  /** The identifier without document and {@code #}; of a nested process the path to it. */
  String id();

  Documentation documentation();

  List<InputParameter> inputs();

  Requirements requirements();

  /**
   * Extension fields of the process with their names expanded by {@code $namespaces}, such as
   * {@code https://schema.org/softwareVersion}.
   */
  Map<String, JsonNode> metadata();

  SourceLocation location();

  /** The outputs' names, labels and types, whichever kind of process this is. */
  List<? extends OutputParameter> outputs();

  /** What to call this process in messages: its id, or the file that has it alone as its main. */
  default String nameToRead() {
    String document = location().document();
    return id().equals("main") ? document.substring(document.lastIndexOf('/') + 1) : id();
  }

  /** The same process with these requirements instead of its own. */
  Process withRequirements(Requirements others);

  /** The input of that name, if there is one. */
  default Optional<InputParameter> input(String name) {
    return inputs().stream().filter(i -> i.id().equals(name)).findFirst();
  }
}
