package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.form.FormFields;
import org.periplus.api.graph.ProcessGraphs;
import org.periplus.api.http.BodyConfiguration;
import org.periplus.api.job.NewestJobs;
import org.periplus.api.preset.PresetOwners;
import org.periplus.process.PackageTexts;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;

/** Puts the pages of processes together. */
@Dependent
class ProcessPages {

  private static final int NEWEST_JOBS = 5;

  /** In characters: more is to be downloaded. */
  private static final int LONGEST_SOURCE = 200_000;

  private final TenantProcesses processes;
  private final ProcessCatalogue catalogue;
  private final PackageTexts texts;
  private final NewestJobs jobs;
  private final ProcessGraphs graphs;
  private final PresetOwners owners;
  private final CurrentCaller caller;
  private final BodyConfiguration bodies;
  private final Links links;

  @Inject
  ProcessPages(
      TenantProcesses processes,
      ProcessCatalogue catalogue,
      PackageTexts texts,
      NewestJobs jobs,
      ProcessGraphs graphs,
      PresetOwners owners,
      CurrentCaller caller,
      BodyConfiguration bodies,
      Links links) {
    this.processes = processes;
    this.catalogue = catalogue;
    this.texts = texts;
    this.jobs = jobs;
    this.graphs = graphs;
    this.owners = owners;
    this.caller = caller;
    this.bodies = bodies;
    this.links = links;
  }

  /**
   * The page of a process.
   *
   * @param open the boxes that are open in the picture of its workflow
   */
  ProcessPage of(ProcessPackage process, List<String> open) {
    boolean deployed = !process.builtIn();
    boolean readable = deployed && processes.mayReadPackage(process);
    return new ProcessPage(
        ProcessRepresentation.of(process, links),
        deployed
            ? Optional.of(ProcessSharing.of(process, processes.mayShare(process), links))
            : Optional.empty(),
        deployed
            ? ProcessVersionList.of(process.id(), processes.revisions(process.id()), links)
                .versions()
            : List.of(),
        jobs.of(process.id(), NEWEST_JOBS),
        FormFields.ofInputs(process.description(), catalogue.secretInputs(process)),
        FormFields.ofOutputs(process.description()),
        readable ? Optional.of(graphs.of(process, open)) : Optional.empty(),
        readable ? Optional.of(source(process)) : Optional.empty(),
        owners.me().map(owner -> links.process(process.id()) + "/presets"),
        caller.get().may(Role.EXECUTOR),
        deployed && caller.get().may(Role.DEPLOYER) && processes.mayChange(process),
        bodies.maxBody().bytes());
  }

  private ProcessPage.Source source(ProcessPackage process) {
    String text = texts.of(process).body();
    boolean whole = text.length() <= LONGEST_SOURCE;
    return new ProcessPage.Source(
        whole ? text : text.substring(0, LONGEST_SOURCE),
        links.process(process.id()) + "/package",
        whole);
  }
}
