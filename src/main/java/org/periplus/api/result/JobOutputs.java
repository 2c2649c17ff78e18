package org.periplus.api.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.JsonBodies;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.file.FileMediaTypes;
import org.periplus.api.request.OutputChoice;
import org.periplus.api.request.OutputChoice.Transmission;
import org.periplus.api.request.Preferences;
import org.periplus.api.result.page.GeoJson;
import org.periplus.job.Job;
import org.periplus.staging.store.StoreHref;

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

  private static final String TEXT = "text/plain";
  private static final String GEOJSON = "application/geo+json";

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

  /** Those of the outputs that were asked for which have a value: null is none. */
  public List<String> names() {
    return choice.among(stored).stream().filter(name -> !stored.get(name).isNull()).toList();
  }

  /**
   * Whether several outputs were asked for: these are counted and not their values, so that one
   * request always has one form of answer.
   */
  public boolean several() {
    return choice.among(stored).size() > 1;
  }

  /**
   * Some of them alone: {@code /req/core/job-results-param-outputs-response}.
   *
   * @param outputs which were asked for, too
   */
  JobOutputs only(Collection<String> outputs) {
    ObjectNode some = stored.deepCopy().retain(outputs);
    return new JobOutputs(job, some, choice, returned, links, files, fileLinks);
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

  /** Whether the value is a file or a list that has one. */
  private static boolean isFile(JsonNode value) {
    return StoredResults.haveFile(value);
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

  /** The results document with links relative to the folder that has all files of the job. */
  ObjectNode portable() {
    return StoreHref.rewrite(stored.deepCopy().retain(names()), path -> "./" + path);
  }

  /** Where the value of an output can be read: a file at its own address. */
  Link location(String output) {
    JsonNode value = stored.get(output);
    return StoredResults.path(value)
        .map(path -> link(output, mediaType(value, path), fileLinks.download(path)))
        .orElseGet(
            () ->
                link(
                    output,
                    literal(value, AcceptedTypes.ANY).mediaType(),
                    links.output(job.id(), output)));
  }

  private static String mediaType(JsonNode link, String path) {
    return FileMediaTypes.of(path, link.path("type").textValue());
  }

  private static Link link(String output, String mediaType, String url) {
    return new Link(output, "item", mediaType, url);
  }

  /**
   * The value of an output in its own media type: a file is its bytes, what came with a media type
   * keeps it, a string is text, all else is JSON. Strings and numbers are text or JSON, as the
   * client takes them.
   *
   * @throws RequestRefusedException if that is none which the client takes, or which the execute
   *     request asked for
   */
  OutputContent content(String output, AcceptedTypes accepted) throws IOException {
    JsonNode value = stored.get(output);
    Optional<String> path = StoredResults.path(value);
    Optional<AcceptedTypes> wanted = choice.mediaType(output).map(AcceptedTypes::of);
    OutputContent content =
        path.isPresent()
            ? new OutputContent.Stored(files.require(job, path.get()), mediaType(value, path.get()))
            : literal(value, wanted.orElse(accepted));
    boolean known = !FileMediaTypes.isUnknown(content.mediaType());
    if (!accepted.has(content.mediaType())
        || (known && wanted.filter(types -> !types.has(content.mediaType())).isPresent())) {
      throw NotAcceptable.because(
          "The output '" + output + "' is " + content.mediaType(), content.mediaType());
    }
    return content;
  }

  /** Whether the client takes the value of an output as {@link #content} would be. */
  boolean isTaken(String output, AcceptedTypes accepted) {
    JsonNode value = stored.get(output);
    return accepted.has(
        StoredResults.path(value)
            .map(path -> mediaType(value, path))
            .orElseGet(() -> literal(value, accepted).mediaType()));
  }

  private OutputContent literal(JsonNode value, AcceptedTypes accepted) {
    JsonNode bare = bare(value);
    Optional<String> stated = FileMediaTypes.stated(value.path("mediaType").textValue());
    if (!bare.equals(value) && stated.isPresent()) {
      return new OutputContent.Literal(
          bare.isTextual() ? bare.textValue() : json(bare), stated.get());
    }
    boolean text = accepted.has(TEXT);
    boolean json = accepted.has(Links.JSON);
    if (bare.isTextual() ? text || !json : bare.isValueNode() && text && !json) {
      return new OutputContent.Literal(bare.asText(), TEXT + "; charset=utf-8");
    }
    boolean geojson = !json && accepted.has(GEOJSON) && GeoJson.is(bare);
    return new OutputContent.Literal(json(bare), geojson ? GEOJSON : Links.JSON);
  }

  private String json(JsonNode value) {
    try {
      return JsonBodies.MAPPER.writeValueAsString(StoredResults.linked(value, fileLinks));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON cannot be written", e);
    }
  }

  /** What CWL has no scalar for is stored as a qualified value. */
  private static JsonNode bare(JsonNode value) {
    return value.isObject() && value.has("value") ? value.get("value") : value;
  }
}
