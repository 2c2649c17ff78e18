package org.periplus.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.math.BigDecimal;

/**
 * Reads bytes as UTF-8, which JSON that is exchanged must be in (RFC 8259, 8.1). Jackson would
 * guess UTF-16 and UTF-32 from zeros or a mark at the beginning, and report what is wrong in them
 * as a failure of the transport. Immutable.
 *
 * <p>A decimal number that cannot be represented is refused as what is beyond a limit: the JDK
 * throws a {@link NumberFormatException} for {@code 1e99999999999}, and Jackson hands it on.
 */
final class Utf8JsonFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  /** As many bytes as a character of another encoding has at most. */
  private static final int LOOKED_AT = 4;

  Utf8JsonFactory(JsonFactoryBuilder builder) {
    super(builder);
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
    PushbackInputStream body = new PushbackInputStream(in, LOOKED_AT);
    byte[] beginning = body.readNBytes(LOOKED_AT);
    check(beginning, 0, beginning.length);
    body.unread(beginning);
    return checked(super._createParser(body, context));
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    check(data, offset, Math.min(length, LOOKED_AT));
    return checked(super._createParser(data, offset, length, context));
  }

  @Override
  protected JsonParser _createParser(Reader text, IOContext context) throws IOException {
    return checked(super._createParser(text, context));
  }

  @Override
  protected JsonParser _createParser(
      char[] text, int offset, int length, IOContext context, boolean recyclable)
      throws IOException {
    return checked(super._createParser(text, offset, length, context, recyclable));
  }

  private static JsonParser checked(JsonParser parser) {
    return new JsonParserDelegate(parser) {
      @Override
      public BigDecimal getDecimalValue() throws IOException {
        try {
          return super.getDecimalValue();
        } catch (NumberFormatException e) {
          throw new StreamConstraintsException(
              "A number has an exponent that is too large", currentTokenLocation());
        }
      }
    };
  }

  private static void check(byte[] bytes, int offset, int length) throws JsonParseException {
    for (int i = offset; i < offset + length; i++) {
      boolean markOfUtf16 = bytes[i] == (byte) 0xfe || bytes[i] == (byte) 0xff;
      if (bytes[i] == 0 || markOfUtf16) {
        throw new JsonParseException(null, "it is not in UTF-8");
      }
    }
  }
}
