package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.cwl.model.Requirement;

/**
 * What an expression can see.
 *
 * @param self the value that the field is about; null where CWL gives none
 * @param runtime {@code runtime.outdir}, {@code runtime.cores} and so on
 * @param javascript present when JavaScript is allowed
 */
public record ExpressionContext(
    ObjectNode inputs,
    JsonNode self,
    ObjectNode runtime,
    Optional<Requirement.InlineJavascript> javascript) {

  /** Inputs alone: no self, an empty runtime. */
  public static ExpressionContext of(
      ObjectNode inputs, Optional<Requirement.InlineJavascript> javascript) {
    return new ExpressionContext(
        inputs, NullNode.getInstance(), JsonNodeFactory.instance.objectNode(), javascript);
  }

  /** The same with another {@code self}. */
  public ExpressionContext withSelf(JsonNode other) {
    return new ExpressionContext(inputs, other, runtime, javascript);
  }

  /** The same with another {@code runtime}. */
  public ExpressionContext withRuntime(ObjectNode other) {
    return new ExpressionContext(inputs, self, other, javascript);
  }
}
