package org.periplus.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.periplus.api.Link;

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
    List<Link> links) {}
