package org.periplus.staging;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.periplus.staging.store.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on this machine that keeps its objects in a folder, with one bucket. */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "results";
  public static final String ACCESS_KEY = "AKIATESTS";
  public static final String SECRET_KEY = "the-secret-of-the-tests";

  private final String host;
  private final S3Proxy server;
  private final S3Client client;

  /**
   * Starts it.
   *
   * @param folder for the objects, whose earlier ones are there again; made when it is missing
   */
  public S3Server(Path folder) throws Exception {
    this(folder, 0);
  }

  /**
   * Starts it at a port.
   *
   * @param port 0 for any that is free
   */
  public S3Server(Path folder, int port) throws Exception {
    this(folder, "127.0.0.1", port);
  }

  /**
   * Starts it where others reach it.
   *
   * @param host an address of this machine
   * @param port 0 for any that is free
   */
  public S3Server(Path folder, String host, int port) throws Exception {
    this.host = host;
    server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(Files.createDirectories(folder).toString()))
            .endpoint(URI.create("http://" + host + ":" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .stopTimeout(0)
            .build();
    server.start();
    client = configuration().access().client();
    if (client.listBuckets().buckets().isEmpty()) {
      client.createBucket(bucket -> bucket.bucket(BUCKET));
    }
  }

  public URI url() {
    return URI.create("http://" + host + ":" + server.getPort());
  }

  /** How a result store uses it. */
  public S3Configuration configuration() {
    return S3Configuration.at(url(), BUCKET, ACCESS_KEY, SECRET_KEY);
  }

  public S3Client client() {
    return client;
  }

  /** The keys of all objects. */
  public List<String> keys() {
    return client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** The keys of all uploads that were begun and not ended. */
  public List<String> openUploads() {
    return client.listMultipartUploadsPaginator(list -> list.bucket(BUCKET)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
  }
}
