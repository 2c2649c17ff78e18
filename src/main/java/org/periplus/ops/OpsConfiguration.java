package org.periplus.ops;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.security.AddressRange;

/**
 * Who may see what operators look at.
 *
 * @param allow the addresses, or ranges of them, to which metrics and the details of health are
 *     answered
 */
@Dependent
public record OpsConfiguration(
    @ConfigProperty(name = "periplus.ops.allow", defaultValue = "127.0.0.0/8,::1")
        List<String> allow) {

  @Inject
  public OpsConfiguration {}

  /**
   * The addresses.
   *
   * @throws IllegalArgumentException if one is no address and no range of addresses
   */
  List<AddressRange> allowed() {
    return allow.stream().map(String::strip).map(AddressRange::of).toList();
  }
}
