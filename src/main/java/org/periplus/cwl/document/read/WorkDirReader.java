package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.model.Requirement;

/** Reads an {@code InitialWorkDirRequirement}. */
final class WorkDirReader {

  private final Fields fields;

  WorkDirReader(Fields fields) {
    this.fields = fields;
  }

  Requirement read() {
    fields.require("listing");
    Optional<Node> listing = fields.node("listing");
    if (listing.isPresent() && listing.get() instanceof Node.Scalar scalar) {
      checkExpression(scalar, "'listing' must be a list or an expression");
    } else {
      fields.list("listing").forEach(this::checkEntry);
    }
    JsonNode value = fields.value("listing").orElseGet(() -> JsonNodeFactory.instance.arrayNode());
    boolean single = value.isObject();
    return new Requirement.InitialWorkDir(
        single ? JsonNodeFactory.instance.arrayNode().add(value) : value);
  }

  private void checkEntry(Node entry) {
    if (entry instanceof Node.Scalar scalar) {
      if (!scalar.isNull()) {
        checkExpression(
            scalar,
            "Each entry of 'listing' must be a File, a Directory, a Dirent or an expression");
      }
    } else if (entry instanceof Node.Mapping mapping && !mapping.has("class")) {
      Fields dirent = Fields.of(fields.context(), mapping, Shape.DIRENT);
      dirent.require("entry");
      dirent.text("entryname");
      dirent.text("entry");
      dirent.flag("writable", false);
    }
  }

  private void checkExpression(Node.Scalar scalar, String rule) {
    if (!scalar.isString() || !Values.isExpression(scalar.text())) {
      fields.expected(rule, scalar);
    }
  }
}
