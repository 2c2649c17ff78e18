package org.periplus.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * An archive that {@code docker save} made, with one of its images and without any names: else an
 * archive could give every name of the engine a new meaning.
 */
final class NamelessArchive {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "manifest.json";
  private static final String INDEX = "index.json";
  private static final String NAMES = "repositories";
  private static final String TAGS = "RepoTags";
  private static final int LARGEST_LIST = 16 << 20;
  private static final int BUFFER = 1 << 16;

  private final Path archive;
  private final ArrayNode manifest;

  private NamelessArchive(Path archive, ArrayNode manifest) {
    this.archive = archive;
    this.manifest = manifest;
  }

  /**
   * @param image which of several images it is; empty where there is only one
   * @throws IOException if it cannot be read, is no such archive, or has no such image
   */
  static NamelessArchive of(Path archive, Optional<String> image) throws IOException {
    try (TarArchiveInputStream tar = opened(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (name(entry).equals(MANIFEST)) {
          return new NamelessArchive(archive, nameless(chosen(read(tar), image)));
        }
      }
    }
    throw new IOException("it has no " + MANIFEST + ", which docker save writes");
  }

  private static TarArchiveInputStream opened(Path archive) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
    try {
      return new TarArchiveInputStream(uncompressed(bytes));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream uncompressed(BufferedInputStream bytes) throws IOException {
    String kind;
    try {
      kind = CompressorStreamFactory.detect(bytes);
    } catch (CompressorException e) {
      return bytes; // It is not compressed.
    }
    try {
      return new CompressorStreamFactory(true).createCompressorInputStream(kind, bytes);
    } catch (CompressorException | LinkageError e) {
      throw new IOException("it is compressed as " + kind + "; use gzip", e);
    }
  }

  private static String name(TarArchiveEntry entry) {
    return entry.getName().replaceFirst("^\\./", "");
  }

  private static JsonNode read(InputStream entry) throws IOException {
    byte[] bytes = entry.readNBytes(LARGEST_LIST);
    if (bytes.length == LARGEST_LIST) {
      throw new IOException("its list of images is too long");
    }
    return JSON.readTree(bytes);
  }

  private static JsonNode chosen(JsonNode images, Optional<String> image) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode each : images) {
      for (JsonNode tag : each.path(TAGS)) {
        names.add(tag.asText());
        if (image.filter(wanted -> sameName(wanted, tag.asText())).isPresent()) {
          return each;
        }
      }
    }
    if (images.size() != 1) {
      throw new IOException("the archive has " + names + "; say with dockerImageId which is meant");
    }
    return images.get(0);
  }

  private static boolean sameName(String one, String other) {
    return ImageName.of(one).equals(ImageName.of(other));
  }

  private static ArrayNode nameless(JsonNode image) throws IOException {
    if (!(image instanceof ObjectNode one)) {
      throw new IOException("its " + MANIFEST + " is not as docker save writes it");
    }
    return JSON.createArrayNode().add(one.deepCopy().putNull(TAGS));
  }

  /** The archive without names; a thread of its own writes what is read from this. */
  InputStream open() throws IOException {
    PipedInputStream read = new PipedInputStream(BUFFER);
    PipedOutputStream written = new PipedOutputStream(read);
    Thread writer =
        new Thread(
            () -> {
              try (written) {
                copyTo(written);
              } catch (IOException e) {
                // Who reads finds the archive cut off, or has gone.
              }
            },
            "periplus-image-archive");
    writer.setDaemon(true);
    writer.start();
    return read;
  }

  private void copyTo(OutputStream out) throws IOException {
    try (TarArchiveInputStream from = opened(archive);
        TarArchiveOutputStream to =
            new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      to.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (TarArchiveEntry entry = from.getNextEntry();
          entry != null;
          entry = from.getNextEntry()) {
        switch (name(entry)) {
          case MANIFEST -> write(to, entry, manifest);
          case INDEX -> write(to, entry, withoutAnnotations(read(from)));
          case NAMES -> {} // Names again.
          default -> {
            to.putArchiveEntry(entry);
            from.transferTo(to);
            to.closeArchiveEntry();
          }
        }
      }
    }
  }

  private static JsonNode withoutAnnotations(JsonNode index) {
    index
        .path("manifests")
        .forEach(
            image -> {
              if (image instanceof ObjectNode object) {
                object.remove("annotations");
              }
            });
    return index;
  }

  private static void write(TarArchiveOutputStream to, TarArchiveEntry entry, JsonNode content)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(content);
    entry.setSize(bytes.length);
    to.putArchiveEntry(entry);
    to.write(bytes);
    to.closeArchiveEntry();
  }
}
