package org.periplus.staging.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import org.periplus.staging.store.StoreAwayException;
import org.periplus.staging.store.StoreException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What goes wrong with an object store, as sentences; they never hold a secret. */
public final class S3Failures {

  private S3Failures() {}

  /**
   * The failure of a request.
   *
   * @param what the object or folder, as {@code s3://bucket/key}
   */
  public static IOException of(String what, SdkException failure) {
    if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      InterruptedIOException interrupted = new InterruptedIOException(what + " was given up");
      interrupted.initCause(failure);
      return interrupted;
    }
    if (failure instanceof S3Exception answered) {
      String message = what + ": " + reason(answered);
      return isBusy(answered)
          ? new StoreAwayException(message, failure)
          : new StoreException(message, failure);
    }
    return lostConnection(failure)
        .<IOException>map(
            lost ->
                new StoreAwayException(
                    what + ": the object store does not answer: " + lost, failure))
        .orElseGet(
            () ->
                new StoreException(
                    what + ": the object store cannot be used: " + failure.getMessage(), failure));
  }

  /** What the store answers while it is overloaded or being started. */
  private static boolean isBusy(S3Exception failure) {
    return switch (failure.statusCode()) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> failure.isThrottlingException() || isCode(failure, "RequestTimeout");
    };
  }

  private static boolean isCode(S3Exception failure, String code) {
    return failure.awsErrorDetails() != null && code.equals(failure.awsErrorDetails().errorCode());
  }

  /** What became of the connection; empty when it is a file of this machine that failed. */
  private static Optional<IOException> lostConnection(SdkException failure) {
    IOException lost = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException) {
        return Optional.empty();
      }
      if (cause instanceof IOException io) {
        lost = io;
      }
    }
    return Optional.ofNullable(lost);
  }

  /** Objects that the store was asked to delete, and did not. */
  static IOException notDeleted(String where, List<S3Error> errors) {
    String code = errors.get(0).code();
    String message =
        "%s: the object store did not delete %d objects, the first with %s"
            .formatted(where, errors.size(), code);
    return List.of("InternalError", "ServiceUnavailable", "SlowDown").contains(code)
        ? new StoreAwayException(message, null)
        : new StoreException(message, null);
  }

  public static boolean isMissing(S3Exception failure) {
    return failure.statusCode() == 404;
  }

  private static String reason(S3Exception failure) {
    String code = failure.awsErrorDetails() == null ? "" : failure.awsErrorDetails().errorCode();
    String shown = failure.statusCode() + (code == null || code.isEmpty() ? "" : " " + code);
    return switch (failure.statusCode()) {
      case 401, 403 ->
          "the object store refuses access (" + shown + "); are its credentials right and valid?";
      case 404 -> "the object store does not have it (" + shown + ")";
      case 507 -> "the object store is full (" + shown + ")";
      default -> "the object store answers " + shown;
    };
  }
}
