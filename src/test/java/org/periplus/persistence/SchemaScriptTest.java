package org.periplus.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;

class SchemaScriptTest {

  @TempDir private Path folder;

  @Test
  void aDatabaseThatItMadeIsThatWhichTheMigrationsMake() throws Exception {
    DataDirectory data = new DataDirectory(folder);
    String script = SchemaScript.ofMigrations(data);
    URL written = Files.writeString(folder.resolve("schema.sql"), script).toUri().toURL();

    try (Database made =
        new Database(
            SchemaScript.inMemory(), data, Optional.empty(), SchemaScript.asWritten(written))) {
      assertThat(SchemaScript.of(made)).isEqualTo(script);
      assertThat(script).contains("V1__processes_and_jobs.sql");
    }
  }

  @Test
  void aDatabaseOfAProgramWithoutOneIsMigrated() {
    try (Database made = SchemaScript.emptyDatabase(new DataDirectory(folder))) {
      assertThat(SchemaScript.of(made)).contains("V1__processes_and_jobs.sql");
    }
  }
}
