package org.periplus.process.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.process.Packages;

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
            + " 'format': 'https://www.iana.org/assignments/media-types/image/tiff'}}",
        "{x: File} | {'x': {'value': {'a': 1}, 'mediaType': 'application/json'}}"
            + " | {'x': {'class': 'File', 'contents': '{\\'a\\':1}'}}",
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
}
