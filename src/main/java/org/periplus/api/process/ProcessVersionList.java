package org.periplus.api.process;

import java.time.Instant;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.process.deployment.ProcessPackage;

/** The versions of a deployed process, the newest first. */
public record ProcessVersionList(List<Version> versions, List<Link> links) {

  /**
   * One deployment of the process.
   *
   * @param revision counts the deployments of the process, from 1
   * @param version the author's version
   * @param current whether new jobs run this one
   */
  public record Version(
      int revision,
      String version,
      String title,
      boolean current,
      Instant deployed,
      List<Link> links) {}

  static ProcessVersionList of(String id, List<ProcessPackage> revisions, Links links) {
    String versions = links.process(id) + "/versions";
    return new ProcessVersionList(
        revisions.stream().map(each -> version(each, versions + "/" + each.revision())).toList(),
        List.of(
            Link.json("This list", "self", versions),
            Links.asPage(versions),
            Link.json("Process description", "latest-version", links.process(id))));
  }

  private static Version version(ProcessPackage process, String self) {
    return new Version(
        process.revision(),
        process.version(),
        process.description().title(),
        process.active(),
        process.updated(),
        List.of(
            Link.json("Description of this version", "item", self),
            new Link(
                "Application package",
                "http://www.opengis.net/def/rel/ogc/1.0/process-package",
                process.mediaType(),
                self + "/package")));
  }
}
