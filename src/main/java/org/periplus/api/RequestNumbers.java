package org.periplus.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;

/**
 * Refuses numbers of requests whose exponent is out of all bounds: tools get numbers in decimal
 * digits, and {@code 1e999999999} is nine characters here and a gigabyte there. Immutable.
 */
final class RequestNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;

  private final int largestExponent;

  RequestNumbers(int largestExponent) {
    super(false);
    this.largestExponent = largestExponent;
  }

  /**
   * @throws RequestRefusedException if the exponent is too large
   */
  @Override
  public ValueNode numberNode(BigDecimal number) {
    if (number != null && Math.abs((long) number.scale()) > largestExponent) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.BAD_REQUEST,
              "A number of the body has an exponent beyond %d; write one that is smaller."
                  .formatted(largestExponent)));
    }
    return super.numberNode(number);
  }
}
