package org.periplus.security.quota;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.periplus.configuration.Service;

/** What somebody may use in a tenant, and has used. Threads share it. */
@Service
public class UsageReport {

  private final RequestCounts requests;
  private final Usage usage;

  @Inject
  public UsageReport(RequestCounts requests, Usage usage) {
    this.requests = requests;
    this.usage = usage;
  }

  /** Those of the tenant, and their own; none where nothing is bounded or counted. */
  public List<Share> of(Whose whose) {
    List<Share> shares = new ArrayList<>(requests.of(whose));
    shares.addAll(usage.of(whose));
    return shares;
  }
}
