package org.periplus.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of the node as the claim {@code data} of a namespace. */
final class DataVolume {

  /** The user of the server's image. */
  private static final int USER = 10001;

  private DataVolume() {}

  /** Makes the folder, the server's own, and the claim; the volume has the namespace's name. */
  static void make(Space space, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.setAttribute(folder, "unix:uid", USER);
    Files.setAttribute(folder, "unix:gid", USER);
    Cluster.kubectlWith(
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: %1$s}
            spec:
              capacity: {storage: 10Gi}
              accessModes: [ReadWriteMany]
              storageClassName: %1$s
              hostPath: {path: "%2$s"}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: %1$s}
            spec:
              accessModes: [ReadWriteMany]
              storageClassName: %1$s
              resources: {requests: {storage: 10Gi}}
            """
                .formatted(space.name(), folder.toAbsolutePath()),
            "apply")
        .succeeded();
  }
}
