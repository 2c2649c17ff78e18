package org.periplus.api.result;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.Link;
import org.periplus.api.Links;

/**
 * Several outputs in one body: RFC 2387, {@code /req/core/process-execute-sync-raw-value-multi} and
 * {@code /req/core/process-execute-sync-raw-mixed-multi}.
 */
final class MultipartRelated implements StreamingOutput {

  static final String MEDIA_TYPE = "multipart/related";

  private final List<Part> parts;
  private final String boundary = "periplus-" + UUID.randomUUID();

  /**
   * One output.
   *
   * @param content empty when the output is only referred to
   */
  record Part(Link location, Optional<OutputContent> content) {

    String mediaType() {
      return content.map(OutputContent::mediaType).orElse(location.type());
    }
  }

  MultipartRelated(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** With the type of the first part, which RFC 2387 wants. */
  String mediaType() {
    return (MEDIA_TYPE + "; boundary=\"%s\"; type=\"%s\"")
        .formatted(boundary, parts.get(0).mediaType().replaceFirst(";.*", ""));
  }

  @Override
  public void write(OutputStream output) throws IOException {
    for (Part part : parts) {
      text(output, "--" + boundary + "\r\n" + head(part) + "\r\n");
      if (part.content().isPresent()) {
        part.content().get().write(output);
      }
      text(output, "\r\n");
    }
    text(output, "--" + boundary + "--\r\n");
  }

  private static String head(Part part) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append("Content-Type: ").append(part.mediaType()).append("\r\n");
    head.append("Content-ID: <").append(Links.encoded(part.location().title())).append(">\r\n");
    if (part.content().isPresent()) {
      head.append("Content-Transfer-Encoding: binary\r\n");
      head.append("Content-Length: ").append(part.content().get().length()).append("\r\n");
    } else {
      head.append("Content-Location: ").append(part.location().href()).append("\r\n");
    }
    return head.toString();
  }

  private static void text(OutputStream output, String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
