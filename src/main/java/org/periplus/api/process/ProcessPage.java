package org.periplus.api.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.periplus.api.form.FormField;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.job.StatusInfo;

/**
 * What the page of a process shows: its representations, and its inputs as a form.
 *
 * @param access whose it is; empty for a process of the server itself
 * @param versions the newest first; none for a process of the server itself
 * @param jobs the newest jobs of it that the caller sees
 * @param inputs the fields of the form
 * @param outputs what jobs give
 * @param graph its steps; empty for a process of the server itself, and where the caller may not
 *     read the package
 * @param source the package, for those who may read it, as far as a page shows it
 * @param presets where the inputs are that the caller keeps for the form; empty for who may keep
 *     none
 * @param mayExecute whether the caller may execute it
 * @param mayChange whether the caller may replace and undeploy it
 * @param largestRequest how many bytes a request may have
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ProcessPage(
    ProcessRepresentation process,
    Optional<ProcessSharing> access,
    List<ProcessVersionList.Version> versions,
    List<StatusInfo> jobs,
    List<FormField> inputs,
    List<FormField> outputs,
    Optional<StepGraph> graph,
    Optional<Source> source,
    Optional<String> presets,
    boolean mayExecute,
    boolean mayChange,
    long largestRequest) {

  /**
   * The text of a package.
   *
   * @param href where all of it is
   * @param whole whether this is all of it
   */
  record Source(String text, String href, boolean whole) {}
}
