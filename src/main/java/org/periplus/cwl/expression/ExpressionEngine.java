package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.periplus.cwl.model.Requirement;

/**
 * Evaluates the fields of CWL documents that may hold parameter references and expressions.
 *
 * <p>A field that is one expression has that expression's value and type; a field with text around
 * its expressions is a string. Parameter references never start JavaScript; anything else does, and
 * is refused without an {@code InlineJavascriptRequirement}.
 *
 * <p>Threads: one engine may be shared by all. It keeps libraries of functions ready for the next
 * evaluation, and threads for JavaScript, one for each evaluation that is under way; nothing of one
 * evaluation can be seen by another. Close it to end its threads.
 */
public final class ExpressionEngine implements AutoCloseable {

  /** Where, beside this class, a program may carry what {@link #started} returned. */
  public static final String STARTED = "javascript.bin";

  private final JavaScript javaScript;

  public ExpressionEngine(ExpressionLimits limits) {
    this.javaScript = new JavaScript(limits);
  }

  /** With {@link ExpressionLimits#DEFAULT}. */
  public ExpressionEngine() {
    this(ExpressionLimits.DEFAULT);
  }

  /**
   * The interpreter of JavaScript as it is when it has started. A program of the same build that
   * carries it at {@link #STARTED} starts it in no time.
   */
  public static byte[] started() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      QuickJs.start().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Whether evaluating this string does more than returning it. */
  public static boolean isExpression(String field) {
    return field.contains("$(") || field.contains("${");
  }

  /**
   * The value of a field. White space around an expression that is otherwise alone does not count.
   *
   * @throws ExpressionException when it cannot be evaluated
   */
  public JsonNode evaluate(String field, ExpressionContext context) {
    return isExpression(field) ? evaluateTemplate(field.strip(), context) : TextNode.valueOf(field);
  }

  /**
   * The value of a field in which white space counts, as in a {@code Dirent.entry}.
   *
   * @throws ExpressionException when it cannot be evaluated
   */
  public JsonNode evaluateVerbatim(String field, ExpressionContext context) {
    return isExpression(field) ? evaluateTemplate(field, context) : TextNode.valueOf(field);
  }

  /**
   * The value of a template: each string inside it evaluated, everything else as it is.
   *
   * @throws ExpressionException when a string cannot be evaluated
   */
  public JsonNode evaluate(JsonNode template, ExpressionContext context) {
    if (template.isTextual()) {
      return evaluate(template.textValue(), context);
    }
    if (template.isArray()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode(template.size());
      template.forEach(item -> result.add(evaluate(item, context)));
      return result;
    }
    if (template.isObject()) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      template
          .properties()
          .forEach(field -> result.set(field.getKey(), evaluate(field.getValue(), context)));
      return result;
    }
    return template;
  }

  private JsonNode evaluateTemplate(String field, ExpressionContext context) {
    Template template = Template.parse(field);
    Optional<Template.Code> whole = template.whole();
    if (whole.isPresent()) {
      return evaluateCode(whole.get(), context);
    }
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Text literal) {
        text.append(literal.text());
      } else if (part instanceof Template.Code code) {
        text.append(JsonText.interpolated(evaluateCode(code, context)));
      }
    }
    return TextNode.valueOf(text.toString());
  }

  private JsonNode evaluateCode(Template.Code code, ExpressionContext context) {
    Optional<Requirement.InlineJavascript> javascriptAllowed = context.javascript();
    ExpressionException failed = null;
    Optional<ParameterReference> reference = ParameterReference.parse(code);
    if (reference.isPresent()) {
      try {
        return reference.get().resolve(context);
      } catch (ExpressionException e) {
        failed = e; // as JavaScript it may mean something: undefined, a function's length
      }
    }
    if (javascriptAllowed.isPresent()) {
      return javaScript.evaluate(code, context, javascriptAllowed.get().expressionLib());
    }
    if (failed != null) {
      throw failed;
    }
    throw javascriptIsNotAllowed(code);
  }

  static ExpressionException javascriptIsNotAllowed(Template.Code code) {
    return new ExpressionException(
        code.source(),
        "this is JavaScript; add InlineJavascriptRequirement to the requirements to allow it",
        0);
  }

  /** How many evaluations of JavaScript are under way. */
  int busy() {
    return javaScript.busy();
  }

  @Override
  public void close() {
    javaScript.close();
  }
}
