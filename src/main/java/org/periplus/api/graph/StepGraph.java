package org.periplus.api.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.Link;

/**
 * A workflow as nodes and arrows: its inputs, its steps, its outputs, those of subworkflows too. An
 * addition of ours to the standard.
 *
 * @param title the process's or the job's
 * @param job the job whose steps these are; empty for a process
 * @param picture how it is drawn as a picture
 */
public record StepGraph(
    String title,
    Optional<String> job,
    List<Node> nodes,
    List<Edge> edges,
    Picture picture,
    List<Link> links) {

  /** The media type of its picture; the constant of JAX-RS is another, which nobody knows. */
  public static final String PICTURE = "image/svg+xml";

  /** The same for resources: who takes anything gets JSON. */
  public static final String SVG = PICTURE + ";qs=0.8";

  /** Kinds of nodes that are no steps of a job. */
  public static final String INPUT = "input";

  public static final String OUTPUT = "output";
  public static final String OPERATION = "operation";

  /**
   * An input, a step or an output.
   *
   * @param id of a step its path, as in the list of a job's steps
   * @param kind a kind of step, or {@code input}, {@code output}, {@code operation}
   * @param label what to call it
   * @param parent the subworkflow's step that it lies in
   * @param scattered whether it runs once for each element of an input
   * @param conditional whether a {@code when} decides that it runs
   * @param runs how far it is; only of a job's steps
   * @param href more about a job's step
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Node(
      String id,
      String kind,
      String label,
      Optional<String> description,
      Optional<String> parent,
      boolean scattered,
      boolean conditional,
      Optional<Runs> runs,
      Optional<String> href) {

    Node with(Runs newRuns, String newHref) {
      return new Node(
          id,
          kind,
          label,
          description,
          parent,
          scattered,
          conditional,
          Optional.of(newRuns),
          Optional.of(newHref));
    }
  }

  /** What comes from one node goes to another. */
  public record Edge(String from, String to) {}

  /**
   * The runs of a step.
   *
   * @param status the state of all of them together: that of a run, or {@code pending} when none
   *     has begun yet, or {@code omitted} when none has and the job is over
   * @param expected how many there will be, as far as is known by now
   * @param counts how many there are in which state
   * @param started when the first began
   * @param finished when the last ended; only when all are over
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Runs(
      String status,
      int expected,
      Map<String, Integer> counts,
      Optional<Instant> started,
      Optional<Instant> finished) {

    public static final String PENDING = "pending";
    public static final String OMITTED = "omitted";
  }

  /**
   * How it is drawn.
   *
   * @param open the steps whose boxes the client wants open
   * @param most how many nodes are drawn before some are folded into one
   */
  public record Picture(List<String> open, int most) {}

  StepGraph with(List<Node> newNodes, List<Edge> newEdges) {
    return new StepGraph(title, job, newNodes, newEdges, picture, links);
  }
}
