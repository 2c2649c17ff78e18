package org.periplus.cwl.document.read;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.document.source.Uris;
import org.periplus.cwl.model.Process;

/** Finds the process that a step runs: inside of the step, in the same document or in another. */
final class RunReader {

  private final Context context;
  private final OpenDocument document;

  RunReader(Context context, OpenDocument document) {
    this.context = context;
    this.document = document;
  }

  /**
   * The process; empty after a problem was told.
   *
   * @param stepPath names a process that is written inside of the step
   */
  Optional<Process> read(Fields step, String stepPath) {
    Optional<Node> run = step.node("run");
    if (run.isEmpty()) {
      return Optional.empty();
    }
    if (run.get() instanceof Node.Mapping mapping) {
      String id =
          Fields.unchecked(context, mapping, Shape.WORKFLOW)
              .text("id")
              .map(Identifiers::process)
              .filter(i -> !i.isEmpty())
              .orElse(stepPath + "/run");
      return new ProcessReader(context, document).read(mapping, id, Map.of(), false);
    }
    return step.asText(run.get(), "'run'")
        .map(context.namespaces()::expandIfDeclared)
        .flatMap(name -> referenced(name, run.get().place()));
  }

  private Optional<Process> referenced(String reference, Place place) {
    String address = Uris.withoutFragment(reference);
    String fragment = Uris.fragment(reference);
    if (address.isEmpty()) {
      if (document.ids().contains(fragment)) {
        return document.target(fragment, place);
      }
    } else if (fragment.isEmpty() && document.ids().contains(address)) {
      return document.target(address, place);
    }
    boolean here = address.isEmpty();
    if (here && place.source().uri().filter(u -> !isOf(document, u)).isEmpty()) {
      return unknown(reference, fragment, document, place);
    }
    Optional<URI> uri = context.library().locate(address, place);
    return uri.flatMap(u -> context.library().open(u, place, context.version()))
        .flatMap(other -> inDocument(other, reference, fragment, place));
  }

  private static boolean isOf(OpenDocument document, URI uri) {
    return document.source().uri().filter(uri::equals).isPresent();
  }

  private Optional<Process> inDocument(
      OpenDocument other, String reference, String fragment, Place place) {
    Optional<String> id = fragment.isEmpty() ? other.mainId() : Optional.of(fragment);
    if (id.isEmpty()) {
      context.invalid(
          place,
          "'%s' has no process 'main'; add # and one of %s."
              .formatted(reference, Suggestions.list(other.ids())));
      return Optional.empty();
    }
    if (!other.ids().contains(id.get())) {
      return unknown(reference, id.get(), other, place);
    }
    return other.target(id.get(), place);
  }

  private Optional<Process> unknown(String reference, String id, OpenDocument where, Place place) {
    context.invalid(
        place,
        "The run target '%s' does not exist.%s The processes of the document are: %s."
            .formatted(
                reference, Suggestions.didYouMean(id, where.ids()), Suggestions.list(where.ids())));
    return Optional.empty();
  }
}
