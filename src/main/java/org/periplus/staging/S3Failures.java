package org.periplus.staging;

import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What goes wrong with an object store, as sentences; they never hold a secret. */
final class S3Failures {

  private S3Failures() {}

  /**
   * The failure of a request.
   *
   * @param what the object or folder, as {@code s3://bucket/key}
   */
  static IOException of(String what, SdkException failure) {
    if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      InterruptedIOException interrupted = new InterruptedIOException(what + " was given up");
      interrupted.initCause(failure);
      return interrupted;
    }
    if (failure instanceof S3Exception answered) {
      return new StoreException(what + ": " + reason(answered), failure);
    }
    return new StoreException(
        what + ": the object store cannot be used: " + failure.getMessage(), failure);
  }

  static boolean isMissing(S3Exception failure) {
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
