package org.periplus.staging.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.periplus.staging.file.FilePart;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.s3.S3Failures;
import org.periplus.staging.s3.S3Folder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Uploads files, large ones in parts, several at once, none of them held in memory. After a failure
 * nothing more begins. Used by one thread, which also awaits the end.
 */
final class S3Upload {

  /** A limit of the protocol. */
  private static final int MOST_PARTS = 10_000;

  private final S3Folder folder;
  private final S3Configuration configuration;
  private final Executor executor;
  private final List<CompletableFuture<Void>> uploads = new ArrayList<>();
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final AtomicLong bytes = new AtomicLong();
  private long files;

  /**
   * @param executor runs the requests; where it has no room it runs them in the caller's thread,
   *     which bounds what is under way
   */
  S3Upload(S3Folder folder, S3Configuration configuration, Executor executor) {
    this.folder = folder;
    this.configuration = configuration;
    this.executor = executor;
  }

  /** Begins the upload of a file to a path below the folder. */
  void add(Path file, String path) throws IOException {
    long size = Files.size(file);
    files++;
    bytes.addAndGet(size);
    uploads.add(
        size <= configuration.partSize().bytes() ? whole(file, path) : inParts(file, path, size));
    uploads.removeIf(upload -> upload.isDone() && !upload.isCompletedExceptionally());
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes.get();
  }

  /** Waits until all files are there, or the first has failed and no request is under way. */
  void await() throws IOException {
    try {
      CompletableFuture.allOf(uploads.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The upload to " + folder + " was given up");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  /** Begins nothing more, and waits for what is under way. */
  void giveUp() {
    givenUp.set(true);
    uploads.forEach(upload -> upload.handle((done, failure) -> null).join());
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof CompletionException wrapped && wrapped.getCause() != null) {
      return failure(wrapped.getCause());
    }
    if (cause instanceof UncheckedIOException io) {
      return io.getCause();
    }
    if (cause instanceof SdkException sdk) {
      return S3Failures.of(folder.toString(), sdk);
    }
    return new IOException(folder + ": " + cause.getMessage(), cause);
  }

  private CompletableFuture<Void> whole(Path file, String path) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(folder.bucket())
            .key(folder.key(path))
            .contentType(MediaTypes.of(path));
    configuration.encryption().ifPresent(put::serverSideEncryption);
    configuration.kmsKey().ifPresent(put::ssekmsKeyId);
    return request(
        path,
        () -> {
          folder.client().putObject(put.build(), RequestBody.fromFile(file));
          return null;
        });
  }

  private CompletableFuture<Void> inParts(Path file, String path, long size) {
    CreateMultipartUploadRequest.Builder create =
        CreateMultipartUploadRequest.builder()
            .bucket(folder.bucket())
            .key(folder.key(path))
            .contentType(MediaTypes.of(path));
    configuration.encryption().ifPresent(create::serverSideEncryption);
    configuration.kmsKey().ifPresent(create::ssekmsKeyId);
    String id = folder.client().createMultipartUpload(create.build()).uploadId();
    long partSize =
        Math.max(configuration.partSize().bytes(), (size + MOST_PARTS - 1) / MOST_PARTS);
    List<CompletableFuture<CompletedPart>> parts = new ArrayList<>();
    for (long from = 0; from < size; from += partSize) {
      FilePart part = new FilePart(file, from, Math.min(partSize, size - from));
      parts.add(part(path, id, parts.size() + 1, part));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenCompose(
            all ->
                request(
                    path,
                    () -> {
                      complete(path, id, parts.stream().map(CompletableFuture::join).toList());
                      return null;
                    }));
  }

  private CompletableFuture<CompletedPart> part(String path, String id, int number, FilePart part) {
    return request(
        path,
        () ->
            CompletedPart.builder()
                .partNumber(number)
                .eTag(
                    folder
                        .client()
                        .uploadPart(
                            upload ->
                                upload
                                    .bucket(folder.bucket())
                                    .key(folder.key(path))
                                    .uploadId(id)
                                    .partNumber(number)
                                    .contentLength(part.length()),
                            part.body())
                        .eTag())
                .build());
  }

  private void complete(String path, String id, List<CompletedPart> parts) {
    folder
        .client()
        .completeMultipartUpload(
            complete ->
                complete
                    .bucket(folder.bucket())
                    .key(folder.key(path))
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)));
  }

  private <T> CompletableFuture<T> request(String path, Supplier<T> request) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (givenUp.get()) {
            throw new UncheckedIOException(
                new InterruptedIOException("The upload to " + folder + " was given up"));
          }
          try {
            return request.get();
          } catch (SdkException e) {
            givenUp.set(true);
            throw new UncheckedIOException(S3Failures.of(folder.address(path).toString(), e));
          }
        },
        executor);
  }
}
