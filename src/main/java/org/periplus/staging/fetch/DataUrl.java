package org.periplus.staging.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** The content of a {@code data:} URL (RFC 2397). */
public final class DataUrl {

  public static final String SCHEME = "data:";

  private final String mediaType;
  private final byte[] content;

  private DataUrl(String mediaType, byte[] content) {
    this.mediaType = mediaType;
    this.content = content;
  }

  /** The media type, {@code text/plain} when the URL names none. */
  public String mediaType() {
    return mediaType;
  }

  public int size() {
    return content.length;
  }

  public void write(Path file) throws IOException {
    Files.write(file, content);
  }

  public static DataUrl parse(String url) throws FetchException {
    int comma = url.indexOf(',');
    if (comma < 0) {
      throw new FetchException("the data: URL", "it has no comma before its content");
    }
    String header = url.substring(SCHEME.length(), comma).strip();
    boolean base64 = header.toLowerCase(Locale.ROOT).endsWith(";base64");
    String type = base64 ? header.substring(0, header.length() - ";base64".length()) : header;
    byte[] content = decodePercent(url.substring(comma + 1));
    try {
      return new DataUrl(
          type.isEmpty() || type.startsWith(";") ? "text/plain" : type,
          base64 ? Base64.getMimeDecoder().decode(content) : content);
    } catch (IllegalArgumentException e) {
      throw new FetchException("the data: URL", "its content is not base64");
    }
  }

  private static byte[] decodePercent(String text) throws FetchException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int at = 0; at < encoded.length; at++) {
      if (encoded[at] != '%') {
        decoded.write(encoded[at]);
        continue;
      }
      int high = at + 2 < encoded.length ? Character.digit(encoded[at + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(encoded[at + 2], 16);
      if (low < 0) {
        throw new FetchException("the data: URL", "a % in it is not followed by two digits");
      }
      decoded.write(high << 4 | low);
      at += 2;
    }
    return decoded.toByteArray();
  }
}
