package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.document.source.ReferenceResolver;

/** Documents that are made to cost much more than they are long. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileDocumentTest {

  private static final String TOOL =
      "{cwlVersion: v1.2, class: CommandLineTool, inputs: %s, outputs: [], requirements: %s}";

  @ParameterizedTest
  @MethodSource
  void isRefusedInTheWordsOfItsAuthor(String name, String document, String words) {
    assertThat(Documents.problems(document))
        .as(name)
        .extracting(Problem::message)
        .anyMatch(message -> message.contains(words))
        .allMatch(message -> message.length() < 2000);
  }

  static Stream<Arguments> isRefusedInTheWordsOfItsAuthor() {
    return Stream.of(
        Arguments.of("a merge of itself", "x: &x {<<: *x}", "contains itself"),
        Arguments.of("merges of each other", "a: &a {<<: [*a, *a]}", "contains itself"),
        Arguments.of("a merge key", "a: &a {b: c}\nd: {<<: *a}", "no merge keys"),
        Arguments.of("an alias in a key", "&a {*a : b}", "contains itself"),
        Arguments.of("an alias in a list", "&a [&b [*a, *b]]", "contains itself"),
        Arguments.of("aliases that double", doubling(40), "more than 500000 values"),
        Arguments.of("a deep list", "[".repeat(1_000_000), "nested deeper than 200"),
        Arguments.of("a deep map", "{a: ".repeat(1_000_000), "nested deeper than 200"),
        Arguments.of("deep dashes", "- ".repeat(1_000_000), "nested deeper than 200"),
        Arguments.of("deep keys", "? ".repeat(1_000_000), "nested deeper than 200"),
        Arguments.of("a long quoted scalar", "x: \"" + "a".repeat(9_000_000) + "\"", "characters"),
        Arguments.of("a long plain scalar", "x: " + "a ".repeat(4_000_000), "characters"),
        Arguments.of("a long scalar of lines", "x: |\n" + "  a\n".repeat(2_500_000), "characters"),
        Arguments.of("a long name", "x: {&" + "a".repeat(5_000_000) + " b: c", "This is not YAML"),
        Arguments.of("a long tag", "x: !<" + "a".repeat(5_000_000), "This is not YAML"),
        Arguments.of("a comment", "x: [ #" + "a".repeat(5_000_000), "This is not YAML"),
        Arguments.of("many values", "[" + "a,".repeat(2_000_000) + "]", "more than 500000 values"),
        Arguments.of("a long number", "x: " + "9".repeat(200_000), "number has 200000"),
        Arguments.of("a long fraction", "x: 0." + "9".repeat(200_000), "number has 200002"),
        Arguments.of("a long octal number", "x: 0o" + "7".repeat(200_000), "number has 200002"),
        Arguments.of(
            "a long negative number", "x: -" + "9".repeat(4_000_000), "number has 4000001"),
        Arguments.of("two documents", "--- a\n--- b", "another one begins"),
        Arguments.of("an alias of nothing", "a: *b", "anchor &b"),
        Arguments.of(
            "types of types", tool("{a: 'int" + "[]?".repeat(400_000) + "'}"), "dimensions"),
        Arguments.of(
            "optional types", tool("{a: 'int" + "?".repeat(1_000_000) + "'}"), "dimensions"),
        Arguments.of("large types, used often", manyTypes(), "away"),
        Arguments.of("many files", tool(inputs("File", 100_000)), "have types of 100000 parts"),
        Arguments.of(
            "unknown types of one length",
            tool(inputs("'" + "x".repeat(150) + "'", 50_000)),
            "more than 1000 problems"),
        Arguments.of(
            "aliases in each other",
            tool("{a: {type: Any, default: [" + chain(", ", 900) + "]}}"),
            "deeper than 200 levels"),
        Arguments.of(
            "aliases in each other that stand nowhere else",
            "{k: " + chain(", k: ", 900) + ", z: *a900}",
            "deeper than 200 levels"),
        Arguments.of(
            "parts that import each other",
            "$graph:\n"
                + IntStream.range(0, 20_000)
                    .mapToObj(i -> "- {id: w%d, x: {$import: '#w%d'}}\n".formatted(i, i + 1))
                    .collect(Collectors.joining()),
            "deeper than 200 levels"),
        Arguments.of(
            "long texts in problems",
            "[" + "\"" + "x".repeat(3_000_000) + "\"]",
            "A CWL document is a map"));
  }

  /** Lists, each with an alias of the one before. */
  private static String chain(String separator, int length) {
    return "&a0 [x]"
        + IntStream.rangeClosed(1, length)
            .mapToObj(i -> "%s&a%d [*a%d]".formatted(separator, i, i - 1))
            .collect(Collectors.joining());
  }

  @Test
  void endsInTheMiddleOfAFieldOfManyExpressions() {
    DocumentLimits limits =
        new DocumentLimits(Duration.ofMillis(300), 1 << 20, 10_000, 1000, 100, 1 << 20, 1000, 1000);
    String field = "$(1 + 1)".repeat(20_000);

    assertThat(
            problems(
                "{cwlVersion: v1.2, class: CommandLineTool, inputs: {}, outputs: {}, requirements:"
                    + " {InlineJavascriptRequirement: {}}, arguments: ['"
                    + field
                    + "']}",
                limits))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("longer than"));
  }

  @Test
  void tellsTheFirstThousandProblemsAndThatThereAreMore() {
    List<Problem> problems = Documents.problems(tool(inputs("nothing", 100_000)));

    assertThat(problems).hasSize(1001);
    assertThat(problems.get(1000).message()).contains("more than 1000 problems");
    assertThat(problems.get(0).message()).contains("There is no type 'nothing'");
  }

  @Test
  void endsWhenItsTimeIsOver() {
    DocumentLimits short1 =
        new DocumentLimits(Duration.ZERO, 1000, 1000, 1000, 1000, 1000, 1000, 1000);

    assertThat(problems("a: b", short1))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("took longer than PT0S");
  }

  /** Time passes while another server answers; then nothing more is asked for. */
  @Test
  void endsWhenOtherServersTakeItsTime() {
    DocumentLimits limits =
        new DocumentLimits(Duration.ofMillis(200), 1 << 20, 10_000, 1000, 100, 10_000, 1000, 1000);
    String imports =
        IntStream.range(0, 100)
            .mapToObj(i -> "{$import: 'https://example.org/" + i + "'}")
            .collect(Collectors.joining(","));
    int[] asked = {0};

    InvalidDocumentException e =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () ->
                new DocumentLoader(
                        uri -> {
                          asked[0]++;
                          CompletableFuture.runAsync(
                                  () -> {},
                                  CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS))
                              .join();
                          return "{}";
                        },
                        limits)
                    .load("[" + imports + "]", Documents.BASE));

    assertThat(e.problems()).extracting(Problem::message).anyMatch(m -> m.contains("longer than"));
    assertThat(asked[0]).isLessThan(10);
  }

  @Test
  void countsWhatIsImportedOnceForEachPlace() {
    Documents documents = new Documents();
    for (int i = 0; i < 30; i++) {
      String next = "{$import: l" + (i + 1) + ".yml}";
      documents.and("l" + i + ".yml", "[" + next + ", " + next + "]");
    }
    documents.and("l30.yml", "[a, b]");

    assertThat(documents.problemsWith("{a: {$import: l0.yml}}"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("imports"));
  }

  @Test
  void countsThePartsOfADocumentThatImportEachOther() {
    StringBuilder parts = new StringBuilder("{parts: [{id: p0, v: [a, b]}");
    for (int i = 1; i < 40; i++) {
      String before = "{$import: '#p" + (i - 1) + "'}";
      parts.append(", {id: p%d, v: [%s, %s]}".formatted(i, before, before));
    }

    assertThat(Documents.problems(parts + "]}"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("more than 500000 values"));
  }

  @Test
  void boundsTheTextOfAllImports() {
    Documents documents = new Documents();
    documents.and("big.yml", "# " + "x".repeat(9_000_000));

    assertThat(documents.problemsWith("[" + "{$import: big.yml},".repeat(20) + "]"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("more than 67108864 characters"));
  }

  @Test
  void aScriptOfAMegabyteIsRead() {
    String script = "x".repeat(1 << 20);

    assertThat(Documents.tool(tool("{a: {type: string, default: \"" + script + "\"}}")).inputs())
        .singleElement()
        .satisfies(i -> assertThat(i.defaultValue().orElseThrow().textValue()).isEqualTo(script));
  }

  private static List<Problem> problems(String text, DocumentLimits limits) {
    return catchThrowableOfType(
            InvalidDocumentException.class,
            () -> new DocumentLoader(ReferenceResolver.none(), limits).load(text, "it.cwl"))
        .problems();
  }

  private static String tool(String inputs) {
    return TOOL.formatted(inputs, "[]");
  }

  private static String inputs(String type, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "i" + i + ": " + type)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String doubling(int levels) {
    StringBuilder document = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < levels; i++) {
      document.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    return document.toString();
  }

  private static String manyTypes() {
    String types =
        "{SchemaDefRequirement: {types: [{name: t, type: record, fields: "
            + inputs("int", 9_000)
            + "}]}}";
    return TOOL.formatted(inputs("t", 10_000), types);
  }
}
