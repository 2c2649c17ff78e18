package org.periplus.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncachedArchivesTest {

  private static final String PROTOCOL = "jar";
  private static final String TEXT = "the entry";

  private final boolean before = URLConnection.getDefaultUseCaches(PROTOCOL);

  @TempDir private Path folder;
  private URL entry;

  @BeforeEach
  void anArchive() throws IOException {
    Path archive = folder.resolve("archive.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("entry.txt"));
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    entry = new URL(PROTOCOL + ":" + archive.toUri() + "!/entry.txt");
  }

  @AfterEach
  void asBefore() {
    URLConnection.setDefaultUseCaches(PROTOCOL, before);
  }

  private void closeAsTheServerDoes() throws IOException {
    ((JarURLConnection) entry.openConnection()).getJarFile().close();
  }

  /** What the class is for: should a JDK mend it, the class can go. */
  @Test
  void whatIsSharedIsClosedUnderItsReader() throws IOException {
    URLConnection.setDefaultUseCaches(PROTOCOL, true);
    try (InputStream reader = entry.openStream()) {
      closeAsTheServerDoes();
      assertThatThrownBy(reader::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aReaderGoesOnWhenTheServerClosesWhatItShares() throws IOException {
    new UncachedArchives().beginWithTheApplication(new Object());
    try (InputStream reader = entry.openStream()) {
      closeAsTheServerDoes();
      assertThat(reader.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(TEXT);
    }
  }
}
