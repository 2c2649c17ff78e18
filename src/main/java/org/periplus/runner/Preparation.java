package org.periplus.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.periplus.configuration.DataDirectory;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.persistence.SchemaScript;

/**
 * What {@code cwl-runner} would do at each start is done once, after a build: the schema of its
 * database and a started interpreter of JavaScript go into an archive. With that on its class path
 * the command takes them from there, without it it makes them itself.
 */
public final class Preparation {

  private Preparation() {}

  /**
   * Writes the archive.
   *
   * @param args where to
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  static void write(Path archive) throws IOException {
    Path folder = Files.createTempDirectory("periplus-preparation");
    try (OutputStream file = Files.newOutputStream(archive);
        JarOutputStream jar = new JarOutputStream(file)) {
      put(
          jar,
          SchemaScript.class,
          SchemaScript.NAME,
          SchemaScript.ofMigrations(new DataDirectory(folder)).getBytes(StandardCharsets.UTF_8));
      put(jar, ExpressionEngine.class, ExpressionEngine.STARTED, ExpressionEngine.started());
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static void put(JarOutputStream jar, Class<?> beside, String name, byte[] content)
      throws IOException {
    jar.putNextEntry(new ZipEntry(beside.getPackageName().replace('.', '/') + '/' + name));
    jar.write(content);
    jar.closeEntry();
  }
}
