package org.periplus.staging.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.s3.S3Failures;
import org.periplus.staging.store.StoredFile;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A file of the {@link S3ResultStore}. */
record S3StoredFile(
    S3Client client, String bucket, String key, long size, Instant modified, String entityTag)
    implements StoredFile {

  @Override
  public String name() {
    return FileNames.last(key);
  }

  @Override
  public String mediaType() {
    return MediaTypes.of(name());
  }

  @Override
  public InputStream read(long from, long length) throws IOException {
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException("from " + from + ", length " + length);
    }
    if (length == 0 || from >= size) {
      return InputStream.nullInputStream();
    }
    long last = Math.min(size, from + length) - 1;
    try {
      return new Body(
          client.getObject(
              get ->
                  get.bucket(bucket)
                      .key(key)
                      .ifMatch(entityTag)
                      .range("bytes=" + from + "-" + last)));
    } catch (SdkException e) {
      throw S3Failures.of("s3://" + bucket + "/" + key, e);
    }
  }

  /** Gives up what nobody reads any more: closing alone would read it to its end. */
  private static final class Body extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> whole;
    private boolean ended;

    Body(ResponseInputStream<GetObjectResponse> whole) {
      super(whole);
      this.whole = whole;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        in.close();
      } else {
        whole.abort();
      }
    }
  }
}
