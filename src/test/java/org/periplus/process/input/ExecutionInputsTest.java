package org.periplus.process.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.model.Process;
import org.periplus.process.Packages;
import org.periplus.process.deployment.PackageReader;

class ExecutionInputsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  private static JsonNode check(String inputs, String given) throws Exception {
    return ExecutionInputs.check(Packages.taking(inputs), (ObjectNode) json(given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{x: int} | {} | /x",
        "{x: int} | {'y': 1, 'x': 1} | /y",
        "{x: 'int[]'} | {'x': [1, 'b']} | /x/1",
        "{x: {type: {type: record, fields: {y: 'int[]'}}}} | {'x': {'y': [1, true]}} | /x/y/1",
        "{x: {type: {type: record, fields: {y: int}}}} | {'x': {}} | /x/y",
        "{x: ['null', 'int[]', string]} | {'x': [1, {}]} | /x/1",
        "{x: 'File[]'} | {'x': [{'href': 1}]} | /x/0/href",
        "{x: File} | {'x': {'href': 'ftp://a.org/b'}} | /x",
      })
  void tellsWhereInTheInputsAProblemIs(String inputs, String given, String path) {
    assertThatThrownBy(() -> check(inputs, given))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(InvalidInputException.Problem::path)
                    .containsExactly(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{x: int} | {'x': 3} | {'x': 3}",
        "{x: 'int?'} | {} | {}",
        "{x: 'int?'} | {'x': null} | {'x': null}",
        "{x: {type: int, default: 1}} | {} | {}",
        "{x: 'string[]'} | {'x': ['a', 'b']} | {'x': ['a', 'b']}",
        "{x: 'string[]'} | {'x': 'a'} | {'x': ['a']}",
        "{x: 'string[]'} | {'x': []} | {'x': []}",
        "{x: string} | {'x': {'value': 'a', 'mediaType': 'text/plain'}} | {'x': 'a'}",
        "{x: 'int[]'} | {'x': [{'value': 1}, 2]} | {'x': [1, 2]}",
        "{x: File} | {'x': 'https://a.org/b.tif'}"
            + " | {'x': {'class': 'File', 'location': 'https://a.org/b.tif'}}",
        "{x: File} | {'x': {'href': 'https://a.org/b', 'type': 'image/tiff; profile=cog'}}"
            + " | {'x': {'class': 'File', 'location': 'https://a.org/b',"
            + " 'format': 'https://www.iana.org/assignments/media-types/image/tiff',"
            + " 'mediaType': 'image/tiff; profile=cog'}}",
        "{x: File} | {'x': {'value': {'a': 1}, 'mediaType': 'application/json'}}"
            + " | {'x': {'class': 'File', 'contents': '{\\'a\\':1}',"
            + " 'mediaType': 'application/json'}}",
        "{x: File} | {'x': {'value': 'aGk=', 'encoding': 'base64'}}"
            + " | {'x': {'class': 'File', 'contents': 'hi'}}",
        "{x: Directory} | {'x': {'href': 's3://bucket/item.json'}}"
            + " | {'x': {'class': 'Directory', 'location': 's3://bucket/item.json'}}",
        "{x: Directory} | {'x': {'type': 'Feature', 'stac_version': '1.0.0', 'links':"
            + " [{'rel': 'self', 'href': 'https://a.org/i.json'}]}}"
            + " | {'x': {'class': 'Directory', 'location': 'https://a.org/i.json'}}",
        "{x: 'Directory[]'} | {'x': [{'class': 'Directory', 'location': 'https://a.org/'}]}"
            + " | {'x': [{'class': 'Directory', 'location': 'https://a.org/'}]}",
        "{x: {type: File}} | {'x': {'class': 'File', 'location': 'https://a.org/b',"
            + " 'path': '/etc/passwd'}} | {'x': {'class': 'File', 'location': 'https://a.org/b'}}",
      })
  void turnsWhatARequestGivesIntoCwlValues(String inputs, String given, String values)
      throws Exception {
    JsonNode expected = json(values.replace("\\'", "\\\""));

    assertThat(check(inputs, given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{x: int} | {} | Input 'x': expected a whole number, nothing came.",
        "{x: int} | {'x': 'a'} | Input 'x': expected a whole number, came \"a\".",
        "{x: int} | {'x': 1.5} | Input 'x': expected a whole number, came 1.5.",
        "{x: string} | {'x': null} | Input 'x': expected a string, came null.",
        "{x: string} | {'x': 'a', 'y': 1} | There is no input 'y'; the inputs are x.",
        "{x: {type: {type: enum, symbols: [a, b]}}} | {'x': 'c'} | expected one of a, b, came",
        "{x: 'int[]'} | {'x': [1, 'a']} | at $.x[1]: string found, integer expected",
        "{x: 'int[]'} | {'x': {}} | Input 'x': expected an array, each item a whole number",
        "{x: {type: {type: record, fields: {a: int}}}} | {'x': {'b': 1}}"
            + " | Input 'x': expected an object with the members a",
        "{x: File} | {'x': 3} | Input 'x': expected a file",
        "{x: File} | {'x': 'file:///etc/passwd'} | begins with http://, https:// or s3://",
        "{x: File} | {'x': {'href': '/etc/passwd'}} | begins with http://, https:// or s3://",
        "{x: File} | {'x': {'class': 'File', 'path': '/etc/passwd'}} | needs a location",
        "{x: File} | {'x': {'class': 'File', 'location': 'https://a.org/b', 'secondaryFiles':"
            + " [{'class': 'File', 'location': 'file:///etc/passwd'}]}} | came"
            + " 'file:///etc/passwd'",
      })
  void refusesWithTheNameWhatWasExpectedAndWhatCame(String inputs, String given, String message) {
    assertThatThrownBy(() -> check(inputs, given))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static final String RECORD = "{x: {type: {type: record, fields: {type: string}}}}";
  private static final String ITEM = "{x: {type: {type: record, fields: {value: string}}}}";
  private static final String IANA = "https://www.iana.org/assignments/media-types/";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        RECORD
            + " | {'x': {'type': 'F', 'properties': {'a': [1]}}}"
            + " | {'x': {'type': 'F', 'properties': {'a': [1]}}}",
        RECORD
            + " | {'x': {'class': 'https://a.org/ogc.yaml#Box', 'type': 'F'}}"
            + " | {'x': {'class': 'https://a.org/ogc.yaml#Box', 'type': 'F'}}",
        RECORD
            + " | {'x': {'type': 'F', 'f': {'class': 'File', 'location': 'https://a.org/b',"
            + " 'path': '/etc/passwd'}}}"
            + " | {'x': {'type': 'F', 'f': {'class': 'File', 'location': 'https://a.org/b'}}}",
        ITEM + " | {'x': {'value': {'value': 'u'}}} | {'x': {'value': 'u'}}",
        ITEM + " | {'x': {'value': 'u'}} | {'x': {'value': 'u'}}",
        "{x: {type: {type: array, items: {type: record, fields: {value: string}}}}}"
            + " | {'x': [{'value': {'value': 'u'}}, {'value': 'v'}]}"
            + " | {'x': [{'value': 'u'}, {'value': 'v'}]}",
        "{x: {type: {type: record, fields: {f: File, n: int}}}} | {'x': {'f': {'value': 'hi',"
            + " 'mediaType': 'text/plain'}, 'n': {'value': 1}}} | {'x': {'f': {'class': 'File',"
            + " 'contents': 'hi', 'mediaType': 'text/plain'}, 'n': 1}}",
        "{x: {type: {type: enum, symbols: [CRS84]}}}"
            + " | {'x': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'} | {'x': 'CRS84'}",
        "{x: Any} | {'x': {'value': {'a': 1}, 'mediaType': 'application/json'}}"
            + " | {'x': {'a': 1}}",
        "{x: Any} | {'x': [{'href': 'https://a.org/b'}]}"
            + " | {'x': [{'class': 'File', 'location': 'https://a.org/b'}]}",
        "{x: Any} | {'x': {'assets': {'a': {'href': 'https://a.org/b'}}}}"
            + " | {'x': {'assets': {'a': {'href': 'https://a.org/b'}}}}",
        "{x: [File, 'File[]']} | {'x': {'value': 'aGk=', 'encoding': 'base64'}}"
            + " | {'x': {'class': 'File', 'contents': 'hi'}}",
        "{x: [File, 'File[]']} | {'x': [{'value': 'hi'}]}"
            + " | {'x': [{'class': 'File', 'contents': 'hi'}]}",
        "{x: [File, string]} | {'x': {'value': 'hi'}} | {'x': 'hi'}",
        "{x: [File, Directory]} | {'x': 'https://a.org/b'}"
            + " | {'x': {'class': 'File', 'location': 'https://a.org/b'}}",
        "{x: File} | {'x': {'href': 'https://a.org/b', 'title': 'b', 'secondaryFiles': [{'href':"
            + " 'https://a.org/c'}]}} | {'x': {'class': 'File', 'location': 'https://a.org/b',"
            + " 'secondaryFiles': [{'class': 'File', 'location': 'https://a.org/c'}]}}",
        "{x: Directory} | {'x': {'value': {'class': 'Directory', 'basename': 'd', 'listing':"
            + " [{'class': 'File', 'basename': 'b', 'href': 'https://a.org/b', 'size': 3}]}}}"
            + " | {'x': {'class': 'Directory', 'basename': 'd', 'listing': [{'class': 'File',"
            + " 'basename': 'b', 'location': 'https://a.org/b'}]}}",
        "{x: Directory} | {'x': {'value': {'type': 'FeatureCollection', 'id': 'f', 'features':"
            + " []}}} | {'x': {'class': 'Directory', 'listing': [{'class': 'File', 'basename':"
            + " 'f.json', 'contents':"
            + " '{\\'type\\':\\'FeatureCollection\\',\\'id\\':\\'f\\',\\'features\\':[]}'}]}}",
      })
  void takesWhatClientsOfTheFieldAndOurOwnResultsSend(String inputs, String given, String values)
      throws Exception {
    JsonNode expected = json(values.replace("\\'", "\\\""));

    assertThat(check(inputs, given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{x: int} | {'x': 3000000000} | it may be from -2147483648 to 2147483647",
        "{x: long} | {'x': 9223372036854775808} | it may be from -9223372036854775808 to",
        "{x: 'int[]'} | {'x': [3000000000]} | at $.x[0]: it may be from",
        "{x: double} | {'x': 1e400} | it may be from -1.797",
        "{x: float} | {'x': 1e39} | it may be from -3.4",
        RECORD + " | {'x': {'a': 1}} | at $.x.type: it is missing",
        RECORD + " | {'x': {'type': 1}} | at $.x.type: integer found, string expected",
        RECORD
            + " | {'x': {'type': 'F', 'f': {'class': 'File', 'location': 'file:///etc/passwd'}}}"
            + " | begins with http://, https:// or s3://",
        "{x: Any} | {'x': [{'class': 'Directory', 'location': '/etc'}]} | begins with http://",
        "{x: Any} | {'x': {'href': 'file:///etc/passwd'}} | begins with http://",
        "{x: {type: Directory, default: ''}} | {} | Input 'x': expected a directory",
        "{x: Directory} | {'x': {'class': 'Directory', 'basename': 'd', 'listing': [{'class':"
            + " 'File', 'location': 'https://a.org/1/a'}, {'class': 'File', 'basename': 'a',"
            + " 'contents': ''}]}} | two of its files are called 'a'",
        "{x: Directory} | {'x': {'class': 'Directory', 'basename': 'd', 'listing': [3]}} | needs",
      })
  void namesTheMemberOrTheRange(String inputs, String given, String message) {
    assertThatThrownBy(() -> check(inputs, given))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "refused",
      value = {
        "application/geo+json | application/geo+json; charset=utf-8 | application/geo+json",
        "application/json | application/geo+json | application/json",
        "application/geo+json | image/png | refused",
      })
  void aLinkIsOfTheFormatThatIsAskedFor(String asked, String type, String label) throws Exception {
    String input = "{x: {type: File, format: '" + IANA + asked + "'}}";
    String given = "{'x': {'href': 'https://a.org/b', 'type': '" + type + "'}}";
    String inline = "{'x': {'value': '{}', 'mediaType': '" + type + "'}}";

    if (label == null) {
      for (String wrong : new String[] {given, inline}) {
        assertThatThrownBy(() -> check(input, wrong))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("its media type is image/png, asked for is application/geo+json");
      }
    } else {
      assertThat(check(input, given).at("/x/format").asText()).isEqualTo(IANA + label);
      assertThat(check(input, inline).at("/x/contents").asText()).isEqualTo("{}");
    }
  }

  @Test
  void aFormatThatIsAnExpressionIsNoFormat() throws Exception {
    String input = "{x: {type: File, format: $(\"" + IANA + "\" + \"image/tiff\")}}";
    Process process =
        Packages.taking(
            input.replace("$(", "'$(").replace(")}", ")'}"), "InlineJavascriptRequirement");

    assertThat(
            ExecutionInputs.check(
                    process,
                    (ObjectNode) json("{'x': {'href': 'https://a.org/b', 'type': 'image/tiff'}}"))
                .at("/x/format")
                .asText())
        .isEqualTo(IANA + "image/tiff");
  }

  @ParameterizedTest
  @CsvSource({
    "string[], 0, false",
    "string[], 1, true",
    "string[], 1000, false",
    "string[]?, 0, true"
  })
  void anArrayHasAsManyItemsAsItsDescriptionSays(String type, int items, boolean taken) {
    PackageReader.Read read = Packages.describe("{x: '" + type + "'}");
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode values = given.putArray("x");
    IntStream.range(0, items).forEach(i -> values.add("a"));

    if (taken) {
      assertThat(ExecutionInputs.check(read.process(), read.description(), given)).isEqualTo(given);
    } else {
      assertThatThrownBy(() -> ExecutionInputs.check(read.process(), read.description(), given))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("Input 'x': expected 1 to 999 items, came %d.", items);
    }
  }

  @Test
  void secondaryFilesAreLookedForBesideTheFile() throws Exception {
    String input =
        "{x: {type: File, secondaryFiles: [.aux.xml, '^.prj?', {pattern: .ovr, required: false},"
            + " .given]}}";

    assertThat(
            check(
                    input,
                    "{'x': {'href': 'https://a.org/b/c.tif', 'secondaryFiles': [{'href':"
                        + " 'https://b.org/c.tif.given'}]}}")
                .at("/x/secondaryFiles"))
        .isEqualTo(
            json(
                "[{'class': 'File', 'location': 'https://b.org/c.tif.given'},"
                    + "{'class': 'File', 'basename': 'c.tif.aux.xml', 'location':"
                    + " 'https://a.org/b/c.tif.aux.xml'},"
                    + "{'class': 'File', 'basename': 'c.prj', 'location': 'https://a.org/b/c.prj',"
                    + " 'periplus:optional': true},"
                    + "{'class': 'File', 'basename': 'c.tif.ovr', 'location':"
                    + " 'https://a.org/b/c.tif.ovr', 'periplus:optional': true}]"));
    assertThat(check(input, "{'x': 'https://a.org/c.tif?signature=1'}").at("/x/secondaryFiles"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"image/tiff, tif", "application/geo+json, geojson", "image/jpeg, jpg"})
  void bytesInBase64GetTheUsualExtension(String mediaType, String extension) throws Exception {
    for (String base64 : new String[] {"aGk=", "/9j/"}) {
      assertThat(
              check(
                      "{x: File}",
                      "{'x': {'value': '%s', 'encoding': 'base64', 'mediaType': '%s'}}"
                          .formatted(base64, mediaType))
                  .at("/x/basename")
                  .asText())
          .isEqualTo("value." + extension);
    }
  }

  @Test
  void aListOfItemsThatWasAnOutputIsADirectoryOfThem() throws Exception {
    String items =
        "{'type': 'FeatureCollection', 'id': 'job 1', 'features': [{'type': 'Feature',"
            + " 'stac_version': '1.0.0', 'id': 'a', 'assets': {'data': {'href':"
            + " 'https://a.org/a.tif'}}}]}";

    JsonNode directory = check("{x: Directory}", "{'x': {'value': " + items + "}}").path("x");

    assertThat(directory.path("basename").asText()).isEqualTo("job_1");
    String base64 =
        directory.path("location").asText().replace("data:application/json;base64,", "");
    assertThat(MAPPER.readTree(java.util.Base64.getDecoder().decode(base64)))
        .isEqualTo(json(items));
  }
}
