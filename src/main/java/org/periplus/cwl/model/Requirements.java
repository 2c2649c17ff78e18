package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requirements and hints that count for a process. A requirement counts over a hint of the same
 * class, and what stands nearer to the tool over what is inherited.
 *
 * @param required from {@code requirements}; one of each class
 * @param hinted from {@code hints}; one of each class
 */
public record Requirements(List<Requirement> required, List<Requirement> hinted) {

  /** No requirements and no hints. */
  public static final Requirements NONE = new Requirements(List.of(), List.of());

  /** The requirement of that class, or else the hint of that class. */
  public <R extends Requirement> Optional<R> find(Class<R> type) {
    return Stream.concat(required.stream(), hinted.stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  /** Whether there is a requirement or hint of that class. */
  public boolean has(Class<? extends Requirement> type) {
    return find(type).isPresent();
  }

  /** These, and what the outer ones (of a step or a workflow) add. */
  public Requirements inheriting(Requirements outer) {
    return new Requirements(merge(required, outer.required), merge(hinted, outer.hinted));
  }

  private static List<Requirement> merge(List<Requirement> inner, List<Requirement> outer) {
    return Stream.concat(
            inner.stream(), outer.stream().filter(o -> inner.stream().noneMatch(o::sameSortAs)))
        .toList();
  }
}
