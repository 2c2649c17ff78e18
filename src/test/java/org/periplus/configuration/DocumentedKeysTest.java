package org.periplus.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

class DocumentedKeysTest {

  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(periplus\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`)? ?\\| (\\*\\(by tenant\\)\\*)?",
          Pattern.MULTILINE);

  @Test
  void everyKeyIsOnThePageWithItsDefault() throws Exception {
    Map<String, String> onThePage = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      onThePage.put(rows.group(1), rows.group(2) == null ? "" : rows.group(2));
    }

    assertThat(onThePage).isEqualTo(inTheCode());
  }

  @Test
  void everyKeyThatTenantsMayHaveIsMarked() throws Exception {
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    Set<String> marked = new TreeSet<>();
    while (rows.find()) {
      if (rows.group(3) != null) {
        marked.add(rows.group(1));
      }
    }

    assertThat(marked)
        .isEqualTo(
            keys()
                .filter(key -> key.isAnnotatedWith(ByTenant.class))
                .map(key -> key.getAnnotationOfType(ConfigProperty.class).name())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Map<String, String> inTheCode() {
    Map<String, String> keys = new TreeMap<>();
    keys()
        .map(field -> field.getAnnotationOfType(ConfigProperty.class))
        .forEach(
            property -> {
              boolean none = property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE);
              keys.put(property.name(), none ? "" : property.defaultValue());
            });
    return keys;
  }

  private static Stream<JavaField> keys() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.periplus");
    return ours.stream()
        .flatMap(each -> each.getFields().stream())
        .filter(field -> field.isAnnotatedWith(ConfigProperty.class));
  }
}
