package org.periplus.staging.store.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.s3.S3Access;
import org.periplus.staging.s3.S3Failures;
import org.periplus.staging.s3.S3Folder;
import org.periplus.staging.stac.StacCatalog;
import org.periplus.staging.store.FileListener;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.StoredFile;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The result store in a bucket: the results of a job lie below {@code <prefix><jobId>/}, its logs
 * below {@code <prefix>logs/<jobId>/}. The object {@code <prefix>published/<jobId>.json} is written
 * after all results and deleted before any: without it there are none. Shared by threads.
 */
public final class S3ResultStore implements ResultStore, AutoCloseable {

  private static final int SECONDS_OF_IDLE_THREADS = 10;

  private final S3Configuration configuration;
  private final StorageDescription description;
  private final S3Client client;
  private final S3Presigner presigner;
  private final S3Folder root;
  private final ThreadPoolExecutor uploads;

  /**
   * A store in a bucket, which must exist.
   *
   * @param platform the provider, as published assets name it
   * @throws IllegalArgumentException if the configuration names no bucket
   */
  public S3ResultStore(S3Configuration configuration, String platform) {
    this.configuration = configuration;
    String bucket =
        configuration
            .bucket()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Results are kept in 's3', but periplus.results.s3.bucket names no"
                            + " bucket"));
    S3Access access = configuration.access();
    this.client = access.client();
    this.presigner = access.presigner();
    this.root = new S3Folder(client, bucket, configuration.folder());
    this.description =
        new StorageDescription(
            platform,
            false,
            "Standard",
            Optional.of(configuration.region()),
            Optional.of(configuration.url()));
    // No queue: what finds no thread is done by the thread that asks, which bounds what is open.
    this.uploads =
        new ThreadPoolExecutor(
            Math.max(1, configuration.parallel() - 1),
            Math.max(1, configuration.parallel() - 1),
            SECONDS_OF_IDLE_THREADS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            S3ResultStore::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());
    uploads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "periplus-upload");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void publish(UUID jobId, Path prepared) throws IOException {
    if (!Files.isDirectory(prepared)) {
      throw new NoSuchFileException(prepared.toString());
    }
    delete(jobId);
    S3Upload upload = new S3Upload(results(jobId), configuration, uploads);
    try {
      addAll(prepared, upload);
      upload.await();
      markPublished(jobId, upload);
    } catch (SdkException e) {
      withdraw(jobId, upload, e);
      throw S3Failures.of(results(jobId).toString(), e);
    } catch (IOException | RuntimeException e) {
      withdraw(jobId, upload, e);
      throw e;
    }
  }

  /** A catalog at the top comes last, for readers that begin there and know no marker. */
  private static void addAll(Path prepared, S3Upload upload) throws IOException {
    Path catalog = prepared.resolve(StacCatalog.FILE);
    Files.walkFileTree(
        prepared,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(catalog)) {
              upload.add(file, prepared.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    upload.await();
    if (Files.exists(catalog)) {
      upload.add(catalog, StacCatalog.FILE);
    }
  }

  private void markPublished(UUID jobId, S3Upload upload) {
    ObjectNode marker =
        JsonNodeFactory.instance
            .objectNode()
            .put("jobID", jobId.toString())
            .put("published", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("files", upload.files())
            .put("bytes", upload.bytes());
    client.putObject(
        put -> {
          put.bucket(root.bucket()).key(marker(jobId)).contentType(MediaTypes.JSON);
          configuration.encryption().ifPresent(put::serverSideEncryption);
          configuration.kmsKey().ifPresent(put::ssekmsKeyId);
        },
        RequestBody.fromString(marker.toString()));
  }

  /** Leaves nothing behind, also when the thread is interrupted: that would stop the deletion. */
  private void withdraw(UUID jobId, S3Upload upload, Exception reason) {
    boolean interrupted = Thread.interrupted();
    try {
      upload.giveUp();
      delete(jobId);
    } catch (IOException e) {
      reason.addSuppressed(e); // The next attempt, or the deletion of the job, begins with it.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Optional<StoredFile> open(UUID jobId, String path) throws IOException {
    if (!S3Folder.isPath(path) || head(marker(jobId)).isEmpty()) {
      return Optional.empty();
    }
    return file(results(jobId).key(path));
  }

  @Override
  public void list(UUID jobId, FileListener listener) throws IOException {
    if (head(marker(jobId)).isPresent()) {
      results(jobId).list(listener);
    }
  }

  @Override
  public void keepLog(UUID jobId, String name, Path log) throws IOException {
    S3Upload upload = new S3Upload(logs(jobId), configuration, uploads);
    try {
      upload.add(log, name + ".log");
      upload.await();
    } catch (SdkException e) {
      throw S3Failures.of(logs(jobId).toString(), e);
    }
  }

  @Override
  public Optional<StoredFile> openLog(UUID jobId, String name) throws IOException {
    return S3Folder.isPath(name) ? file(logs(jobId).key(name + ".log")) : Optional.empty();
  }

  @Override
  public String check() throws IOException {
    try {
      client.headBucket(bucket -> bucket.bucket(root.bucket()));
      return root.toString();
    } catch (SdkException e) {
      throw S3Failures.of(root.toString(), e);
    }
  }

  @Override
  public void delete(UUID jobId) throws IOException {
    try {
      client.deleteObject(object -> object.bucket(root.bucket()).key(marker(jobId)));
    } catch (SdkException e) {
      throw S3Failures.of(root.toString(), e);
    }
    results(jobId).delete();
  }

  @Override
  public void deleteLogs(UUID jobId) throws IOException {
    logs(jobId).delete();
  }

  @Override
  public StorageDescription description() {
    return description;
  }

  @Override
  public Optional<URI> address(UUID jobId, String path) {
    return Optional.of(results(jobId).address(path));
  }

  @Override
  public Optional<URI> sign(UUID jobId, String path) {
    return Optional.of(
        URI.create(
            presigner
                .presignGetObject(
                    link ->
                        link.signatureDuration(configuration.signExpiry())
                            .getObjectRequest(
                                get -> get.bucket(root.bucket()).key(results(jobId).key(path))))
                .url()
                .toString()));
  }

  private S3Folder results(UUID jobId) {
    return root.folder(jobId.toString());
  }

  private S3Folder logs(UUID jobId) {
    return root.folder("logs").folder(jobId.toString());
  }

  private String marker(UUID jobId) {
    return root.key("published/" + jobId + ".json");
  }

  private Optional<StoredFile> file(String key) throws IOException {
    return head(key)
        .map(
            found ->
                new S3StoredFile(
                    client,
                    root.bucket(),
                    key,
                    found.contentLength(),
                    found.lastModified(),
                    found.eTag()));
  }

  private Optional<HeadObjectResponse> head(String key) throws IOException {
    try {
      return Optional.of(client.headObject(object -> object.bucket(root.bucket()).key(key)));
    } catch (S3Exception e) {
      if (S3Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw S3Failures.of("s3://" + root.bucket() + "/" + key, e);
    } catch (SdkException e) {
      throw S3Failures.of("s3://" + root.bucket() + "/" + key, e);
    }
  }

  @Override
  public void close() {
    uploads.shutdown();
    presigner.close();
    client.close();
  }
}
