package org.periplus.staging.s3;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.periplus.staging.store.FileListener;
import org.periplus.staging.store.StoreHref;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * All objects of a bucket whose keys begin alike. Shared by threads.
 *
 * @param prefix empty or with a slash at its end
 */
public record S3Folder(S3Client client, String bucket, String prefix) {

  public S3Folder folder(String name) {
    return new S3Folder(client, bucket, prefix + name + "/");
  }

  public String key(String path) {
    return prefix + path;
  }

  /** Whether it names a file below a folder: servers take dots in keys in different ways. */
  public static boolean isPath(String path) {
    return path.chars().noneMatch(Character::isISOControl)
        && List.of(path.split("/", -1)).stream()
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  /** The address of an object, percent-encoded. */
  public URI address(String path) {
    return URI.create("s3://" + bucket + "/" + StoreHref.encode(key(path)));
  }

  /**
   * Some of its objects, in the order of their keys.
   *
   * @param token what the page before says; null for the first
   */
  ListObjectsV2Response page(String token) {
    return client.listObjectsV2(
        list -> list.bucket(bucket).prefix(prefix).continuationToken(token));
  }

  /** Tells of all its objects, by their paths in it; they come page by page. */
  public void list(FileListener listener) throws IOException {
    try {
      for (S3Object object :
          client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents()) {
        if (!listener.file(object.key().substring(prefix.length()), object.size())) {
          return;
        }
      }
    } catch (SdkException e) {
      throw S3Failures.of(this.toString(), e);
    }
  }

  /** Deletes all objects, and all uploads that were begun and not ended. */
  public void delete() throws IOException {
    try {
      for (ListObjectsV2Response page :
          client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))) {
        List<ObjectIdentifier> found =
            page.contents().stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        if (!found.isEmpty()) {
          delete(found);
        }
      }
      abortUploads();
    } catch (SdkException e) {
      throw S3Failures.of(this.toString(), e);
    }
  }

  private void delete(List<ObjectIdentifier> objects) throws IOException {
    DeleteObjectsResponse deleted =
        client.deleteObjects(
            order -> order.bucket(bucket).delete(list -> list.objects(objects).quiet(true)));
    if (deleted.hasErrors()) {
      throw S3Failures.notDeleted(this.toString(), deleted.errors());
    }
  }

  private void abortUploads() {
    client
        .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix))
        .uploads()
        .forEach(this::abort);
  }

  private void abort(MultipartUpload upload) {
    client.abortMultipartUpload(
        order -> order.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
