package org.periplus.batch.staging;

import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.periplus.batch.run.FailureKind;
import org.periplus.batch.run.StepFailedException;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.security.Egress;
import org.periplus.security.EgressException;
import org.periplus.security.EgressRule;
import org.periplus.security.EgressRules;
import org.periplus.staging.OutputLocations;

/**
 * The tools by which sites stage in and out in place of the server, by tenant. Each document is
 * read once: at the start, or for a tenant that is not known by then when a job of theirs first
 * needs it. Safe for use by several threads.
 */
@Service
public class SiteTools {

  private static final System.Logger LOG = System.getLogger(SiteTools.class.getName());

  private final SiteToolConfiguration configuration;
  private final TenantKeys tenants;
  private final EgressRules rules;
  private final Map<Source, Outcome> read = new ConcurrentHashMap<>();

  private record Source(Path document, Optional<Path> values) {}

  /** What reading gave: tools, or what is wrong. */
  private record Outcome(List<SiteTool> tools, Optional<String> problem) {}

  @Inject
  public SiteTools(SiteToolConfiguration configuration, TenantKeys tenants, Egress egress) {
    this(configuration, tenants, egress.rules());
  }

  private SiteTools(SiteToolConfiguration configuration, TenantKeys tenants, EgressRules rules) {
    this.rules = rules;
    this.configuration = configuration;
    this.tenants = tenants;
    List<String> named = new ArrayList<>(tenants.having(SiteToolConfiguration.IN));
    named.addAll(tenants.having(SiteToolConfiguration.OUT));
    readAll(configuration);
    named.forEach(tenant -> readAll(configuration.of(tenant, tenants)));
  }

  /** No site has tools of its own. */
  public static SiteTools none() {
    return new SiteTools(SiteToolConfiguration.NONE, TenantKeys.NONE, EgressRule.none());
  }

  private void readAll(SiteToolConfiguration site) {
    stageIn(site);
    stageOut(site);
  }

  private Outcome stageIn(SiteToolConfiguration site) {
    return outcome(site.stageIn(), site.stageInValues(), SiteToolReader::stageIn);
  }

  private Outcome stageOut(SiteToolConfiguration site) {
    return outcome(site.stageOut(), site.stageOutValues(), SiteToolReader::stageOut);
  }

  private Outcome outcome(
      Optional<Path> document,
      Optional<Path> values,
      Function<SiteToolReader, List<SiteTool>> reading) {
    return document
        .map(path -> read.computeIfAbsent(new Source(path, values), each -> outcome(each, reading)))
        .orElse(new Outcome(List.of(), Optional.empty()));
  }

  private static Outcome outcome(Source source, Function<SiteToolReader, List<SiteTool>> reading) {
    try {
      return new Outcome(
          reading.apply(new SiteToolReader(source.document(), source.values())), Optional.empty());
    } catch (InvalidDocumentException e) {
      LOG.log(System.Logger.Level.ERROR, "A staging tool cannot be used.\n{0}", e.getMessage());
      return new Outcome(List.of(), Optional.of(e.getMessage()));
    }
  }

  /**
   * Whether a tenant's jobs may have the host of a reference asked: a tool with network access
   * could reach what the server must not. Of schemes other than http and https the site's tool is
   * the judge.
   */
  void checkAddress(String tenant, String reference) throws StepFailedException {
    if (!reference.matches("(?i)https?:.*")) {
      return;
    }
    try {
      rules.of(tenant).check(URI.create(reference.replace(" ", "%20")));
    } catch (EgressException e) {
      throw new StepFailedException(
          "An input cannot be fetched: " + e.getMessage(), e, FailureKind.INPUT);
    } catch (IllegalArgumentException e) {
      throw new StepFailedException(
          "An input is a reference that is not a valid URL", e, FailureKind.INPUT);
    }
  }

  /** Where outputs of a tenant's jobs may be that are no files of this server. */
  OutputLocations locations(String tenant) {
    return new OutputLocations(rules.of(tenant), configuration.namedSchemes());
  }

  /** What is wrong with the documents that were read, each with file, line and column. */
  public List<String> problems() {
    return read.values().stream().flatMap(each -> each.problem().stream()).sorted().toList();
  }

  /**
   * The tenant's tools that fetch references; none when the server does it.
   *
   * @throws StepFailedException when the site's document is broken
   */
  List<SiteTool> stageIn(String tenant) throws StepFailedException {
    return usable(stageIn(configuration.of(tenant, tenants)));
  }

  /**
   * The tenant's tools that are given results; none when the server alone publishes them.
   *
   * @throws StepFailedException when the site's document is broken
   */
  List<SiteTool> stageOut(String tenant) throws StepFailedException {
    return usable(stageOut(configuration.of(tenant, tenants)));
  }

  private static List<SiteTool> usable(Outcome outcome) throws StepFailedException {
    if (outcome.problem().isPresent()) {
      throw new StepFailedException(
          "The staging tool of this site cannot be used; the server's log and its readiness tell"
              + " its operator why");
    }
    return outcome.tools();
  }
}
