package org.periplus.api.provenance;

import static org.periplus.api.provenance.Provenance.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.job.Job;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.security.SignedUrls;
import org.periplus.security.identity.Account;

/**
 * What ran in a job, with which image, on which inputs and when, from the records of its steps.
 * Each run of a step is an activity that the job's own one started; files and values are entities.
 */
public final class JobProvenance {

  private static final ProvName WORKFLOW_RUN = new ProvName("wfprov", "WorkflowRun");
  private static final ProvName PROCESS_RUN = new ProvName("wfprov", "ProcessRun");
  private static final ProvName ARTIFACT = new ProvName("wfprov", "Artifact");
  private static final ProvName WORKFLOW = new ProvName("wfdesc", "Workflow");

  private static final ProvName RUN = new ProvName("job", "run");
  private static final ProvName SERVER = new ProvName("job", "server");
  private static final ProvName OWNER = new ProvName("job", "owner");

  private final Job job;
  private final List<StepRun> steps;
  private final String url;
  private final String processes;
  private final Path folder;
  private final Provenance provenance = new Provenance();

  /**
   * @param url the job's
   * @param processes what the URLs of processes begin with
   * @param folder where the job's files lie on this server; nobody else learns that
   */
  public JobProvenance(Job job, List<StepRun> steps, String url, String processes, Path folder) {
    this.job = job;
    this.steps = steps;
    this.url = url;
    this.processes = processes;
    this.folder = folder;
  }

  /** The document. */
  public ProvDocument document() {
    describeJob();
    steps.forEach(this::describe);
    // Who ended first with a file made it; a subworkflow hands on what its steps made.
    List<StepRun> ended = new ArrayList<>(steps);
    ended.removeIf(step -> step.finished().isEmpty());
    ended.sort(Comparator.comparing(step -> step.finished().orElseThrow()));
    ended.forEach(this::generations);
    return provenance.document(namespaces());
  }

  private Map<String, String> namespaces() {
    Map<String, String> namespaces = new LinkedHashMap<>();
    namespaces.put("prov", "http://www.w3.org/ns/prov#");
    namespaces.put("xsd", "http://www.w3.org/2001/XMLSchema#");
    namespaces.put("wfprov", "http://purl.org/wf4ever/wfprov#");
    namespaces.put("wfdesc", "http://purl.org/wf4ever/wfdesc#");
    namespaces.put("periplus", "urn:periplus:");
    namespaces.put("process", processes);
    namespaces.put("job", url + "#");
    return namespaces;
  }

  private void describeJob() {
    ProvName process = ProvName.of("process", job.processId());
    provenance.activity(
        RUN,
        job.started(),
        job.finished(),
        attributes()
            .with("prov:type", WORKFLOW_RUN)
            .with("prov:label", job.processId())
            .with("periplus:status", job.status().code()));
    provenance.agent(
        SERVER, attributes().with("prov:type", Provenance.SOFTWARE).with("prov:label", "Periplus"));
    provenance.entity(
        process,
        attributes()
            .with("prov:type", Provenance.PLAN, WORKFLOW)
            .with("prov:label", job.processId())
            .with("periplus:revision", String.valueOf(job.processVersion())));
    provenance.wasAssociatedWith(RUN, SERVER, Optional.of(process));
    job.request().owner().ifPresent(this::describeOwner);
    use(
        RUN,
        job.started(),
        new ProvName("job", "input"),
        SignedUrls.hidden(job.secrets().hiddenInInputs(job.inputs())));
  }

  /** A person or a program: whom the identity provider means it does not say. */
  private void describeOwner(Account owner) {
    provenance.agent(
        OWNER,
        attributes()
            .with("prov:label", owner.name())
            .with("periplus:issuer", owner.issuer())
            .with("periplus:subject", owner.subject()));
    provenance.wasAssociatedWith(RUN, OWNER, Optional.empty());
    provenance.actedOnBehalfOf(SERVER, OWNER, RUN);
  }

  private static ProvName activity(StepRun step) {
    ProvName name = ProvName.of("job", "step/" + step.path());
    return step.element().isEmpty() ? name : name.below(step.element());
  }

  private void describe(StepRun step) {
    ProvName activity = activity(step);
    provenance.activity(
        activity,
        step.started(),
        step.finished(),
        attributes()
            .with("prov:type", step.kind() == StepKind.SUBWORKFLOW ? WORKFLOW_RUN : PROCESS_RUN)
            .with("prov:label", step.name().orElse(step.path()))
            .with("periplus:kind", step.kind().code())
            .with("periplus:status", step.state().code())
            .with("periplus:attempt", String.valueOf(step.attempt()))
            .with("periplus:exitCode", step.exitCode().map(String::valueOf)));
    provenance.wasStartedBy(activity, RUN, step.started());
    step.image().ifPresent(image -> useImage(activity, step.started(), image));
    step.inputs()
        .map(SignedUrls::hidden)
        .ifPresent(inputs -> use(activity, step.started(), activity.below("in"), inputs));
  }

  private void useImage(ProvName activity, Optional<Instant> at, String image) {
    ProvName entity = ProvName.of("job", "image/" + image);
    provenance.entity(
        entity, attributes().with("prov:type", "container image").with("prov:label", image));
    provenance.used(activity, entity, at, "container image");
  }

  private void use(ProvName activity, Optional<Instant> at, ProvName home, JsonNode inputs) {
    inputs
        .properties()
        .forEach(
            input ->
                entities(home.below(input.getKey()), input.getValue())
                    .forEach(entity -> provenance.used(activity, entity, at, input.getKey())));
  }

  private void generations(StepRun step) {
    ProvName activity = activity(step);
    step.outputs()
        .ifPresent(
            outputs ->
                outputs
                    .properties()
                    .forEach(
                        output ->
                            produced(step, activity, output.getKey(), output.getValue())
                                .forEach(
                                    entity ->
                                        provenance.wasGeneratedBy(
                                            entity, activity, step.finished(), output.getKey()))));
  }

  private List<ProvName> produced(StepRun step, ProvName activity, String name, JsonNode value) {
    if (step.kind() != StepKind.STAGE_OUT) {
      return entities(activity.below("out").below(name), value);
    }
    ProvName result = new ProvName("job", "result").below(name);
    provenance.entity(
        result,
        attributes()
            .with("prov:type", ARTIFACT)
            .with("prov:label", name)
            .with("prov:location", url + "/results/" + ProvName.of("", name).local()));
    return List.of(result);
  }

  /** The files in a value, or the value itself where there are none; nothing for null. */
  private List<ProvName> entities(ProvName home, JsonNode value) {
    List<JsonNode> files = new ArrayList<>();
    collectFiles(value, files);
    if (!files.isEmpty()) {
      return files.stream().map(this::file).toList();
    }
    if (value.isNull()) {
      return List.of();
    }
    provenance.entity(
        home,
        attributes().with("prov:type", ARTIFACT).with("prov:value", Provenance.literal(value)));
    return List.of(home);
  }

  private static void collectFiles(JsonNode value, List<JsonNode> files) {
    String type = value.path("class").asText();
    if (type.equals("File") || type.equals("Directory")) {
      files.add(value);
    } else {
      value.forEach(element -> collectFiles(element, files));
    }
  }

  private ProvName file(JsonNode file) {
    String location = location(file);
    Optional<String> own = withinJob(location);
    String shown =
        own.orElse(location.startsWith("file:") ? file.path("basename").asText() : location);
    ProvName entity = ProvName.of("job", (own.isPresent() ? "file/" : "reference/") + shown);
    provenance.entity(
        entity,
        attributes()
            .with("prov:type", ARTIFACT)
            .with("prov:label", file.path("basename").asText(shown))
            .with("prov:location", own.isPresent() ? Optional.empty() : Optional.of(shown))
            .with("periplus:class", file.path("class").asText())
            .with("periplus:checksum", text(file, "checksum"))
            .with("periplus:size", text(file, "size")));
    return entity;
  }

  /** A file that was an input as a value has a path alone. */
  private static String location(JsonNode file) {
    String location = file.path("location").asText(file.path("path").asText());
    return location.startsWith("/") ? Path.of(location).toUri().toString() : location;
  }

  private static Optional<Object> text(JsonNode file, String member) {
    return Optional.of(file.path(member)).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }

  /** The path of a file within the job's folder. */
  private Optional<String> withinJob(String location) {
    String home = folder.toUri().toString();
    return location.startsWith(home)
        ? Optional.of(location.substring(home.length()).replaceFirst("^/", ""))
        : Optional.empty();
  }
}
