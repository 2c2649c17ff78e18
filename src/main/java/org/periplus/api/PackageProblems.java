package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;
import static jakarta.ws.rs.core.Response.Status.CONFLICT;
import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;
import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;
import static jakarta.ws.rs.core.Response.Status.NOT_IMPLEMENTED;
import static jakarta.ws.rs.core.Response.Status.UNSUPPORTED_MEDIA_TYPE;

import org.periplus.process.DuplicatedProcessException;
import org.periplus.process.ForeignProcessException;
import org.periplus.process.ImmutableProcessException;
import org.periplus.process.NoSuchProcessException;
import org.periplus.process.access.UnfitSharingException;
import org.periplus.process.deployment.DifferentProcessException;
import org.periplus.process.deployment.InvalidPackageException;
import org.periplus.process.deployment.MalformedPackageException;
import org.periplus.process.deployment.NoSuchWorkflowException;
import org.periplus.process.deployment.NotRunnableException;
import org.periplus.process.deployment.UnsupportedProfileException;
import org.periplus.security.EgressException;

/** What goes wrong with processes and packages: Part 2. */
final class PackageProblems {

  private PackageProblems() {}

  /** The problem; null for anything else. */
  static Problem of(Throwable failure) {
    String detail = failure.getMessage();
    if (failure instanceof NoSuchProcessException) {
      return Problem.of(Problem.PART_1 + "no-such-process", "No such process", NOT_FOUND, detail);
    }
    if (failure instanceof DuplicatedProcessException) {
      return Problem.of(
          Problem.PART_2 + "duplicated-process", "Duplicated process", CONFLICT, detail);
    }
    if (failure instanceof DifferentProcessException) {
      return Problem.plain(CONFLICT, detail);
    }
    if (failure instanceof ImmutableProcessException) {
      return Problem.of(
          Problem.PART_2 + "immutable-process", "Immutable process", FORBIDDEN, detail);
    }
    if (failure instanceof UnfitSharingException) {
      return Problem.plain(BAD_REQUEST, detail);
    }
    if (failure instanceof ForeignProcessException) {
      return Problem.plain(FORBIDDEN, detail);
    }
    if (failure instanceof NoSuchWorkflowException) {
      return Problem.of(
          Problem.PART_2 + "workflow-not-found", "Workflow not found", BAD_REQUEST, detail);
    }
    if (failure instanceof NotRunnableException described) {
      return Problem.of("about:blank", "Process cannot be executed", NOT_IMPLEMENTED, detail)
          .with(described.problems());
    }
    if (failure instanceof InvalidPackageException invalid) {
      return Problem.of("about:blank", "Invalid application package", BAD_REQUEST, detail)
          .with(invalid.problems());
    }
    if (failure instanceof UnsupportedProfileException) {
      return Problem.of(
          Problem.PART_2 + "unsupported-media-type",
          "Unsupported application package",
          UNSUPPORTED_MEDIA_TYPE,
          detail);
    }
    if (failure instanceof MalformedPackageException || failure instanceof EgressException) {
      return Problem.of("about:blank", "Invalid application package", BAD_REQUEST, detail);
    }
    return null;
  }
}
