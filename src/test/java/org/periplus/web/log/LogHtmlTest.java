package org.periplus.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class LogHtmlTest {

  private static String html(String log) throws IOException {
    StringWriter html = new StringWriter();
    LogHtml.write(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), html);
    return html.toString();
  }

  private static Document page(String log) throws IOException {
    return Jsoup.parse(html(log));
  }

  @Test
  void theTextIsWholeInBlocksOfLinesThatCanBeLinkedTo() throws Exception {
    String log =
        IntStream.rangeClosed(1, 450).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"))
            + "\n";

    Document page = page(log);

    assertThat(page.select("pre.block").eachAttr("id")).containsExactly("L1", "L201", "L401");
    assertThat(
            page.select("pre").stream().map(pre -> pre.wholeText()).collect(Collectors.joining()))
        .isEqualTo(log);
  }

  @Test
  void nothingOfItIsHtml() throws Exception {
    Document page = page("<script>alert(1)</script> & <b>\n</pre><img src=x>\n");

    assertThat(page.select("script, b, img")).isEmpty();
    assertThat(page.select("pre")).hasSize(1);
    assertThat(page.text()).contains("<script>alert(1)</script> & <b>", "</pre><img src=x>");
  }

  @Test
  void coloursAreShownAndGoOnInTheNextLine() throws Exception {
    Document page =
        page("\u001b[1;31mred\nstill\u001b[0m plain \u001b[38;5;208mother\u001b[mend\n");

    assertThat(page.select("span.b.c1").eachText()).containsExactly("red", "still");
    assertThat(page.text()).contains("plain other", "end").doesNotContain("[");
  }

  @Test
  void otherSequencesDoNothing() throws Exception {
    assertThat(html("\u001b[2Jgone \u001b]0;title \u001b[99999999999m\n"))
        .contains("?[2Jgone ?]0;title ");
  }

  @Test
  void errorsAreMarked() throws Exception {
    Document page =
        page(
            """
            [periplus] command sh -c 'echo "ERROR no water"'
            ERROR no water
            Traceback (most recent call last):
            ValueError: bad
            0 errors found
            WARNING: odd
            \u001b[31mError: red\u001b[0m
            Killed
            """);

    assertThat(page.select("mark.error").eachText())
        .containsExactly(
            "ERROR no water",
            "Traceback (most recent call last):",
            "ValueError: bad",
            "Error: red",
            "Killed");
    assertThat(page.select("mark.warning").eachText()).containsExactly("WARNING: odd");
  }

  @Test
  void aLineWithoutEndComesInParts() throws Exception {
    String log = "x".repeat(100_000) + "\nlast, not ended";

    Document page = page(log);

    assertThat(page.select("pre").first().wholeText()).isEqualTo(log);
    assertThat(html("")).isEmpty();
  }

  @Test
  void anEmptyFirstLineStays() throws Exception {
    assertThat(page("\n\na\n").select("pre").first().wholeText()).isEqualTo("\n\na\n");
  }
}
