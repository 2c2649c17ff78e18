package org.periplus.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.security.quota.Amount;
import org.periplus.security.quota.Share;

/**
 * Who somebody is to this server, and what they may do.
 *
 * @param name what is shown of them to people
 * @param issuer who says so
 * @param subject whom the issuer means
 * @param role what they may do, of {@code reader}, {@code executor}, {@code deployer} and {@code
 *     operator}
 * @param rule why, in the words of the configuration
 * @param tenants for whom they may ask
 * @param anyTenant whether they may ask for any other too
 * @param usage what is bounded or counted of what they use in this tenant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Me(
    boolean anonymous,
    String name,
    String issuer,
    String subject,
    String role,
    String rule,
    List<String> tenants,
    boolean anyTenant,
    List<Used> usage,
    List<Link> links) {

  /**
   * What is bounded or counted, and how much of it was used.
   *
   * @param quota its name in configuration
   * @param of whose: {@code tenant} for all of a tenant together, otherwise one's own
   * @param limit how much there may be, in the unit of the name; none for any amount
   * @param resets when it begins anew; none for what is there until somebody removes it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Used(String quota, String of, Number limit, Number used, Instant resets) {

    static Used of(Share share) {
      return new Used(
          share.measure().toString(),
          share.ofTenant() ? "tenant" : "user",
          share.most().map(most -> Amount.in(share.measure(), most)).orElse(null),
          Amount.in(share.measure(), share.used()),
          share.resets().orElse(null));
    }
  }
}
