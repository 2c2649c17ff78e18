package org.periplus.api.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Metadata;

/** OGC API - Processes Part 1, schema {@code processSummary}, with Part 2's {@code mutable}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessSummary(
    String id,
    String title,
    String description,
    List<String> keywords,
    boolean mutable,
    String version,
    List<Metadata> metadata,
    JsonNode additionalParameters,
    List<String> outputTransmission,
    List<String> jobControlOptions,
    List<Link> links) {

  /** The summary as an item of the list of processes: {@code /req/core/process-summary-links}. */
  public static ProcessSummary inList(ProcessPackage process, Links links) {
    return of(
        process,
        List.of(
            Link.json("Process description", "self", links.process(process.id())),
            Links.asPage(links.process(process.id())),
            execution(process, links)));
  }

  /** The summary that a deployment answers with. */
  static ProcessSummary ofDeployed(ProcessPackage process, Links links) {
    return of(
        process,
        List.of(
            execution(process, links),
            Link.json("Process description", "self", links.process(process.id())),
            Links.asPage(links.process(process.id()))));
  }

  static Link execution(ProcessPackage process, Links links) {
    return Link.json(
        "Execute End Point", Links.REL + "execute", links.process(process.id()) + "/execution");
  }

  private static ProcessSummary of(ProcessPackage process, List<Link> links) {
    ProcessDescription described = process.description();
    return new ProcessSummary(
        described.id(),
        described.title(),
        described.description(),
        described.keywords(),
        described.mutable(),
        described.version(),
        described.metadata(),
        described.additionalParameters(),
        described.outputTransmission(),
        described.jobControlOptions(),
        links);
  }
}
