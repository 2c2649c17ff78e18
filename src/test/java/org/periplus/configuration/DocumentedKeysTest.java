package org.periplus.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

class DocumentedKeysTest {

  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(periplus\\.[a-z.-]+)` \\| (?:`([^`]*)`)? ?\\|", Pattern.MULTILINE);

  @Test
  void everyKeyIsOnThePageWithItsDefault() throws Exception {
    Map<String, String> onThePage = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      onThePage.put(rows.group(1), rows.group(2) == null ? "" : rows.group(2));
    }

    assertThat(onThePage).isEqualTo(inTheCode());
  }

  private static Map<String, String> inTheCode() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.periplus");
    Map<String, String> keys = new TreeMap<>();
    for (JavaClass each : ours) {
      List<ConfigProperty> onFields =
          each.getFields().stream()
              .filter(field -> field.isAnnotatedWith(ConfigProperty.class))
              .map(field -> field.getAnnotationOfType(ConfigProperty.class))
              .toList();
      for (ConfigProperty property : onFields) {
        boolean none = property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE);
        keys.put(property.name(), none ? "" : property.defaultValue());
      }
    }
    return keys;
  }
}
