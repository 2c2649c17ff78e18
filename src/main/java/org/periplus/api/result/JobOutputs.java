package org.periplus.api.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.periplus.api.JsonBodies;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.file.FileMediaTypes;
import org.periplus.api.request.OutputChoice;
import org.periplus.api.request.OutputChoice.Transmission;
import org.periplus.api.request.Preferences;
import org.periplus.job.Job;

/**
 * The outputs of a job that has succeeded, as its execute request chose them.
 *
 * @param stored the results document, with links into the result store
 * @param returned the client's preference where the execute request left the transmission open
 * @param fileLinks the links to files that the client gets
 */
public record JobOutputs(
    Job job,
    ObjectNode stored,
    OutputChoice choice,
    Optional<Preferences.Return> returned,
    Links links,
    PublishedFiles files,
    FileLinks fileLinks) {

  static JobOutputs of(
      Job job,
      Optional<JsonNode> results,
      Optional<Preferences.Return> returned,
      Links links,
      PublishedFiles files,
      Optional<Boolean> sign) {
    ObjectNode stored =
        (ObjectNode)
            results.filter(JsonNode::isObject).orElseGet(JsonNodeFactory.instance::objectNode);
    return new JobOutputs(
        job, stored, OutputChoice.of(job), returned, links, files, files.links(job, links, sign));
  }

  /** The outputs that were asked for and have a value: null is none in the standard's schemas. */
  public List<String> names() {
    return choice.among(stored).stream().filter(name -> !stored.get(name).isNull()).toList();
  }

  /** Whether the preference {@code return} decides how any output is sent. */
  public boolean followsReturn() {
    return names().stream().anyMatch(name -> choice.transmission(name).isEmpty());
  }

  /**
   * How an output is sent: as the request says, or else as the client prefers; {@code minimal} asks
   * for links to files, and what is no file is small.
   *
   * @param otherwise how a file is sent when nobody said anything
   */
  Transmission transmission(String output, Transmission otherwise) {
    return choice
        .transmission(output)
        .orElseGet(
            () ->
                isFile(stored.get(output))
                    ? returned
                        .map(
                            preference ->
                                preference == Preferences.Return.MINIMAL
                                    ? Transmission.REFERENCE
                                    : Transmission.VALUE)
                        .orElse(otherwise)
                    : Transmission.VALUE);
  }

  /** Whether the value is a file or begins a list of files. */
  private static boolean isFile(JsonNode value) {
    return StoredResults.path(value.isArray() ? value.path(0) : value).isPresent();
  }

  /**
   * The same outputs with one value of an output in place of all of its values.
   *
   * @param index the place of the value among them, from 0; empty is the answer when there is none
   */
  Optional<JobOutputs> element(String output, String index) {
    JsonNode values = bare(stored.get(output));
    if (!values.isArray()
        || new BigInteger(index).compareTo(BigInteger.valueOf(values.size())) >= 0) {
      return Optional.empty();
    }
    ObjectNode one = stored.deepCopy();
    one.set(output, values.get(Integer.parseInt(index)));
    return Optional.of(new JobOutputs(job, one, choice, returned, links, files, fileLinks));
  }

  /** Where the value of an output can be read: a file at its own address. */
  Link location(String output) {
    JsonNode value = stored.get(output);
    return StoredResults.path(value)
        .map(path -> link(output, FileMediaTypes.of(path), fileLinks.download(path)))
        .orElseGet(() -> link(output, literal(value).mediaType(), links.output(job.id(), output)));
  }

  private static Link link(String output, String mediaType, String url) {
    return new Link(output, "item", mediaType, url);
  }

  /**
   * The value of an output in its own media type: a file is its bytes, a string is text, all else
   * is JSON.
   */
  OutputContent content(String output) throws IOException {
    JsonNode value = stored.get(output);
    Optional<String> path = StoredResults.path(value);
    return path.isPresent()
        ? new OutputContent.Stored(files.require(job, path.get()))
        : literal(value);
  }

  private OutputContent literal(JsonNode value) {
    if (value.isTextual()) {
      return new OutputContent.Literal(value.textValue(), "text/plain; charset=utf-8");
    }
    JsonNode bare = bare(value);
    try {
      return new OutputContent.Literal(
          JsonBodies.MAPPER.writeValueAsString(StoredResults.linked(bare, fileLinks)), Links.JSON);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON cannot be written", e);
    }
  }

  /** What CWL has no scalar for is stored as a qualified value. */
  private static JsonNode bare(JsonNode value) {
    return value.isObject() && value.has("value") ? value.get("value") : value;
  }
}
