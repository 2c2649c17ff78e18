package org.periplus.api.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.periplus.api.Dated;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Profile;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.description.ProcessDescription;

/** OGC API - Processes Part 1, schema {@code process}: the description, and where to go on. */
public record ProcessRepresentation(
    @JsonUnwrapped ProcessDescription process, @JsonIgnore Instant changed, List<Link> links)
    implements Dated {

  /** An earlier version, or the current one under its own address. */
  static ProcessRepresentation ofVersion(ProcessPackage process, Links links) {
    String versions = links.process(process.id()) + "/versions";
    String self = versions + "/" + process.revision();
    return new ProcessRepresentation(
        process.description(),
        process.updated(),
        List.of(
            Link.json("This version", "self", self),
            Links.asPage(self),
            Link.json("Versions", "version-history", versions),
            Link.json("Process description", "latest-version", links.process(process.id())),
            new Link(
                "Application package",
                "http://www.opengis.net/def/rel/ogc/1.0/process-package",
                process.mediaType(),
                self + "/package")));
  }

  static ProcessRepresentation of(ProcessPackage process, Links links) {
    String self = links.process(process.id());
    List<Link> around = new ArrayList<>();
    around.add(ProcessSummary.execution(process, links));
    around.add(Link.json("Process description", "self", self));
    around.add(Links.asPage(self));
    around.add(new Link("OGC process description", "profile", null, Profile.PROCESS_DESCRIPTION));
    if (!process.builtIn()) {
      around.add(
          new Link(
              "Application package",
              "http://www.opengis.net/def/rel/ogc/1.0/process-package",
              process.mediaType(),
              self + "/package"));
      around.add(Link.json("Versions", "version-history", self + "/versions"));
      around.add(Link.json("Whose it is, and who sees it", "access", self + "/access"));
    }
    return new ProcessRepresentation(process.description(), process.updated(), List.copyOf(around));
  }
}
