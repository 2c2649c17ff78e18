package org.periplus.process;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.periplus.cwl.model.Process;

/**
 * Reads packages into CWL processes and descriptions, and keeps those read last. Threads share it.
 */
@ApplicationScoped
public class PackageReader {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");
  private static final int KEPT = 64;

  private final DocumentReader documents;
  private final Map<PackageKey, Process> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<PackageKey, Process> eldest) {
              return size() > KEPT;
            }
          });

  /** A package that was read: the process that runs, and its description. */
  record Read(Process process, ProcessDescription description) {}

  /** For CDI's proxy alone. */
  protected PackageReader() {
    this(null);
  }

  @Inject
  public PackageReader(DocumentReader documents) {
    this.documents = documents;
  }

  /**
   * Reads a package.
   *
   * @param workflow which process of the document runs
   * @param as the identifier that it gets whatever it says itself
   */
  Read read(PackageSource source, Optional<String> workflow, Optional<String> as) {
    PackageDocument document = documents.read(source);
    Optional<String> named = as.filter(id -> document.named(id).isPresent());
    Process process = document.choose(workflow.or(() -> named));
    String id = as.orElseGet(() -> source.stated().getOrDefault("id", process.id()));
    if (!IDENTIFIER.matcher(id).matches()) {
      throw new InvalidPackageException(
          List.of(
              new InvalidPackageException.Problem(
                  process.location(),
                  "'"
                      + id
                      + "' cannot be a process identifier: it may have letters, digits, '_', '.'"
                      + " and '-'.")));
    }
    Map<String, JsonNode> metadata = new HashMap<>(document.metadata());
    metadata.putAll(process.metadata());
    ProcessDescription description = ProcessDescriber.describe(id, process, metadata);
    return new Read(process, description.stating(source.stated()));
  }

  /** The process of a stored package, read when it is not among those kept. */
  Process process(PackageKey key, Function<PackageKey, ProcessPackage> load) {
    Process found = kept.get(key);
    if (found == null) {
      ProcessPackage stored = load.apply(key);
      PackageSource source =
          new PackageSource(
              stored.mediaType(), stored.body(), stored.document(), stored.name(), Map.of());
      found = documents.read(source).choose(Optional.of(stored.workflow()));
      kept.put(key, found);
    }
    return found;
  }
}
