package org.periplus.api.result;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StoredFile;

/**
 * All published files of a job and its results document in one ZIP archive, which is made while it
 * is sent: no file is whole in memory, and none is written a second time. A file that cannot be
 * read ends it without the directory that an archive ends with, so that no half of it passes for
 * the whole.
 *
 * @param document the results document, in JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never given away
public record ResultsArchive(UUID jobId, ResultStore store, byte[] document)
    implements StreamingOutput {

  /** The results document in the archive. */
  static final String DOCUMENT = "results.json";

  private static final int BUFFER = 64 * 1024;

  /** From here on an entry says that it may have more than 4 GiB: compression can add to it. */
  private static final long LARGE = 0xf000_0000L;

  /** What a compression of another one would only make slower. */
  private static final Set<String> COMPRESSED =
      Set.of(
          "tif", "tiff", "jp2", "png", "jpg", "jpeg", "gif", "webp", "nc", "h5", "hdf5", "parquet",
          "kmz", "laz", "zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "pdf");

  @Override
  public void write(OutputStream output) throws IOException {
    ZipArchiveOutputStream zip = new ZipArchiveOutputStream(output);
    ArchiveNames names = new ArchiveNames();
    begin(zip, names.of(DOCUMENT), document.length);
    zip.write(document);
    zip.closeArchiveEntry();
    store.list(
        jobId,
        (path, size) -> {
          add(zip, names, path);
          return true;
        });
    zip.finish();
    zip.flush();
  }

  private void add(ZipArchiveOutputStream zip, ArchiveNames names, String path) throws IOException {
    Optional<StoredFile> file = store.open(jobId, path);
    if (file.isEmpty()) {
      throw new EOFException("The results of the job " + jobId + " went while they were sent");
    }
    begin(zip, names.of(path), file.get().size());
    try (InputStream content = file.get().read()) {
      copy(content, zip, file.get().size());
    }
    zip.closeArchiveEntry();
  }

  private static void begin(ZipArchiveOutputStream zip, String name, long size) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setSize(size);
    zip.setUseZip64(size >= LARGE ? Zip64Mode.Always : Zip64Mode.AsNeeded);
    zip.setLevel(
        COMPRESSED.contains(FileNames.extension(name))
            ? Deflater.NO_COMPRESSION
            : Deflater.DEFAULT_COMPRESSION);
    zip.putArchiveEntry(entry);
  }

  private static void copy(InputStream content, OutputStream output, long size) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = size;
    while (left > 0) {
      int read = content.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        throw new EOFException("A result file became shorter while it was sent");
      }
      output.write(buffer, 0, read);
      left -= read;
    }
  }
}
