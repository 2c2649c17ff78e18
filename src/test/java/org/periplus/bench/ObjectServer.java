package org.periplus.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server as a program of its own, so that what it needs is not counted with the product. */
final class ObjectServer {

  static final String ACCESS_KEY = "AKIABENCH";
  static final String SECRET_KEY = "the-secret-of-the-benchmark";
  static final String BUCKET = "bench";

  private ObjectServer() {}

  /**
   * Serves until it is ended.
   *
   * @param args the folder of the objects, and the port
   */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(Path.of(args[0], BUCKET));
    S3Proxy.builder()
        .blobStore(new FilesystemNio2BlobStore(args[0]))
        .endpoint(URI.create("http://127.0.0.1:" + args[1]))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
        .ignoreUnknownHeaders(true) // The SDK says how large an upload in parts becomes.
        .build()
        .start();
    System.out.println("Serving");
    Thread.currentThread().join();
  }
}
