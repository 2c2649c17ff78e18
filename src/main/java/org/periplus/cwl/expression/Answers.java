package org.periplus.cwl.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads what interpreters answer, within the memory that the evaluation may have. */
final class Answers {

  /** The most that one value of JSON takes as an object of Java, and its place in another. */
  private static final int BYTES_OF_A_VALUE = 96;

  /** Smaller answers are read without counting first. */
  private static final int SMALL = 1 << 16;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Answers() {}

  /**
   * The JSON of an answer.
   *
   * @throws LimitExceeded when it would need too much memory, or is nested too deeply
   */
  static JsonNode read(byte[] json, MemoryBudget.Share share) {
    try {
      if (json.length > SMALL) {
        count(json, share);
      }
      return JSON.readTree(json);
    } catch (StreamConstraintsException e) {
      throw new LimitExceeded("its value is nested too deeply, or has a number of too many digits");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void count(byte[] json, MemoryBudget.Share share) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        share.take(BYTES_OF_A_VALUE);
      }
    }
  }
}
