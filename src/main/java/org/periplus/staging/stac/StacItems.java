package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.staging.file.AllOf;
import org.periplus.staging.s3.References;

/**
 * The items that an input's document leads to: itself, those of a list with all its pages, or those
 * that a catalog links to. Each document is visited once. Made for one input, whose threads share
 * it.
 */
final class StacItems {

  private final StacInput input;
  private final StacDocuments documents;
  private final References references;
  private final int maxItems;

  private final Set<URI> seen = ConcurrentHashMap.newKeySet();
  private final List<StacDocument> items = new ArrayList<>();
  private final AtomicInteger pages = new AtomicInteger();

  /**
   * @param maxItems how many there may be
   */
  StacItems(StacInput input, StacDocuments documents, References references, int maxItems) {
    this.input = input;
    this.documents = documents;
    this.references = references;
    this.maxItems = maxItems;
  }

  /** The items in the order of their ids: the documents come in any order. */
  List<StacDocument> inOrder() {
    synchronized (items) {
      return items.stream().sorted(Comparator.comparing(StacDocument::id)).toList();
    }
  }

  /** Collects the items of a document, and those of the documents that it leads to. */
  CompletableFuture<Void> collect(StacDocument document) {
    if (!seen.add(document.url())) {
      return CompletableFuture.completedFuture(null);
    }
    if (document.type().equals("Feature")) {
      return add(document);
    }
    if (document.type().equals("FeatureCollection")) {
      return listed(document);
    }
    List<CompletableFuture<Void>> linked = new ArrayList<>();
    for (JsonNode link : document.content().path("links")) {
      if (Set.of("item", "child").contains(link.path("rel").asText())) {
        linked.add(linked(document, link.path("href").asText()));
      }
    }
    return AllOf.all(linked);
  }

  /** Collects the items of a list, and those of the pages that follow it. */
  private CompletableFuture<Void> listed(StacDocument page) {
    List<CompletableFuture<Void>> added = new ArrayList<>();
    for (JsonNode feature : page.content().path("features")) {
      if (feature instanceof ObjectNode item && !item.path("id").asText().isEmpty()) {
        added.add(add(new StacDocument(page.itself(item), item)));
      }
    }
    return AllOf.all(added).thenCompose(done -> next(page));
  }

  private CompletableFuture<Void> next(StacDocument page) {
    for (JsonNode link : page.content().path("links")) {
      if (link.path("rel").asText().equals("next")) {
        // A server that always names another page must not be followed for ever.
        if (pages.incrementAndGet() > maxItems) {
          return tooMany();
        }
        return link.path("method").asText("GET").equalsIgnoreCase("GET")
            ? linked(page, link.path("href").asText())
            : refused(
                "its next page has to be asked for by "
                    + link.path("method").asText()
                    + "; only pages that are links can be followed");
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> linked(StacDocument parent, String href) {
    return input
        .submit(() -> documents.fetch(references.of(parent.resolve(href)), input, false))
        .thenCompose(this::collect);
  }

  private CompletableFuture<Void> add(StacDocument item) {
    synchronized (items) {
      items.add(item);
      if (items.size() > maxItems) {
        return tooMany();
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> tooMany() {
    return refused(
        "the catalog has more than the %d items that an input may have".formatted(maxItems));
  }

  private CompletableFuture<Void> refused(String reason) {
    return CompletableFuture.failedFuture(input.refused(reason));
  }
}
