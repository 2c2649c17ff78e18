package org.periplus.cwl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.tool.output.OutputException;

class ExpressionToolRunTest {

  @TempDir Path folder;
  private HostRun host;

  @BeforeEach
  void start() throws IOException {
    host = new HostRun(folder);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private ObjectNode evaluate(String expression, String inputs) {
    return host.evaluate(
        host.expressionTool(
            """
            requirements: {InlineJavascriptRequirement: {}}
            inputs: {f: {type: File?, loadContents: true}, n: {type: int, default: 2}}
            outputs: {m: int, f: File?}
            expression: '%s'
            """
                .formatted(expression)),
        inputs);
  }

  @Test
  void givesTheObjectOfOutputs() throws IOException {
    host.file("a.txt", "40");

    ObjectNode outputs =
        evaluate(
            "${ return {m: inputs.n + parseInt(inputs.f.contents), f: inputs.f}; }",
            "{\"f\": " + host.fileValue("a.txt") + "}");

    assertThat(outputs.path("m").asInt()).isEqualTo(42);
    assertThat(outputs.at("/f/path").asText()).isEqualTo(folder.resolve("a.txt").toString());
  }

  @Test
  void checksTheTypesOfItsOutputs() {
    assertThatThrownBy(() -> evaluate("$({m: \"x\"})", "{}"))
        .hasMessage("output 'm': expected int, got string \"x\"");
    assertThatThrownBy(() -> evaluate("$(1)", "{}"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("must be an object, not int 1");
  }

  @Test
  void todaysJavaScriptIsEvaluated() {
    ObjectNode outputs =
        host.evaluate(
            host.expressionTool(
                """
                requirements: {InlineJavascriptRequirement: {}}
                inputs: {a: 'string[]'}
                outputs: {o: Any}
                expression: |
                  ${ const r = []; const x = inputs?.a ?? []; r.push('--ids', ...x.map(String));
                     const [p, ...q] = r; const {a, ...rest} = {...inputs, b: 1};
                     return {o: [...r, `t${p}`, q.length, rest.b, 2 ** 3,
                                 Object.entries({a:1}).flat(), [1,2].includes(2)]}; }
                """),
            "{\"a\": [\"1\"]}");

    assertThat(outputs).hasToString("{\"o\":[\"--ids\",\"1\",\"t--ids\",1,1,8,[\"a\",1],true]}");
  }

  @Test
  void aCallMayHaveASpreadArgument() {
    ObjectNode outputs =
        host.evaluate(
            host.expressionTool(
                """
                requirements: {InlineJavascriptRequirement: {}}
                inputs: {nested: {type: {type: array, items: {type: array, items: string}}}}
                outputs: {flat: 'string[]'}
                expression: "${ return { flat: [].concat(...inputs.nested) }; }"
                """),
            "{\"nested\": [[\"a\"], [\"b\", \"c\"]]}");

    assertThat(outputs).hasToString("{\"flat\":[\"a\",\"b\",\"c\"]}");
  }
}
