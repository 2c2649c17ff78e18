package org.periplus.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.batch.ProcessFailedException;
import org.periplus.batch.ProcessRunner;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.document.InputObjectReader.Given;
import org.periplus.cwl.document.pack.Packing;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.ontology.FormatOntology;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;

/**
 * A process and the input object that it is to be run with.
 *
 * @param process with the requirements of the input object
 * @param formats how the formats of its document are related
 * @param warnings what the document's author should know of
 */
record Execution(
    Process process, FormatRelation formats, ObjectNode inputs, List<Problem> warnings) {

  /**
   * Reads both.
   *
   * @param document path or URL, with {@code #process} to choose one
   * @param job path or URL of the input object; no inputs when empty
   * @throws IOException when one of them cannot be read
   * @throws org.periplus.cwl.document.source.InvalidDocumentException when one of them is wrong
   * @throws NoSuchElementException when the document has no such process
   */
  static Execution read(String document, Optional<String> job) throws IOException {
    URI address = Addresses.of(document);
    CwlDocument loaded =
        new DocumentLoader(Addresses::read).load(Addresses.read(address), address.toString());
    Process process = choose(loaded, Addresses.fragment(document));
    Given given = Given.NOTHING;
    if (job.isPresent()) {
      URI jobAddress = Addresses.of(job.get());
      given = InputObjectReader.read(Addresses.read(jobAddress), jobAddress.toString(), loaded);
    }
    return new Execution(
        process.withRequirements(given.requirements().inheriting(process.requirements())),
        new FormatOntology(loaded.schemas(), Addresses::read),
        given.values(),
        loaded.warnings());
  }

  /**
   * A document with all that it refers to, as one.
   *
   * @throws IOException when it cannot be read
   * @throws org.periplus.cwl.document.source.InvalidDocumentException when it cannot be one
   *     document
   */
  static ObjectNode packed(String document) throws IOException {
    URI address = Addresses.of(document);
    return Packing.pack(
        Addresses.read(address), address.toString(), Addresses::read, DocumentLimits.USUAL);
  }

  private static Process choose(CwlDocument document, String id) {
    return id.isEmpty()
        ? document.main()
        : document
            .find(id)
            .orElseThrow(
                () ->
                    new NoSuchElementException(
                        "The document has no process '"
                            + id
                            + "'; choose one of "
                            + String.join(", ", document.processes().keySet())));
  }

  /** What is wrong with the input object, input by input. */
  List<String> wrongInputs() {
    List<String> wrong = new ArrayList<>();
    for (InputParameter input : process.inputs()) {
      JsonNode value = inputs.path(input.id());
      boolean given = !value.isMissingNode() && !value.isNull();
      if (given) {
        ValueCheck.mismatch(value, input.type())
            .ifPresent(
                mismatch ->
                    wrong.add(
                        "input '%s'%s: %s"
                            .formatted(input.id(), mismatch.where(), mismatch.reason())));
      } else if (input.usableDefault().isEmpty() && !ValueCheck.acceptsNull(input.type())) {
        wrong.add(
            "input '%s': a value of type %s is required and none is given"
                .formatted(input.id(), input.type()));
      }
    }
    inputs
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (process.input(name).isEmpty()) {
                wrong.add("there is no input '%s'".formatted(name));
              }
            });
    return wrong;
  }

  /**
   * Runs it.
   *
   * @param notes is told what becomes of what an earlier run has left in the folder
   * @return the output object, whose files lie in the folder
   */
  ObjectNode run(ProcessRunner runner, Path outdir, Consumer<String> notes)
      throws IOException, ProcessFailedException, InterruptedException {
    return runner.run(
        process,
        formats,
        inputs,
        (outputs, ours) -> new OutputFolder(outdir, ours, notes).take(outputs));
  }
}
