package org.periplus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the column "may use" of the design's table of packages. */
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.periplus");

  /** What each package may use besides itself; {@code ops} may use anything. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("configuration", List.of()),
          Map.entry("persistence", List.of("configuration")),
          Map.entry("trace", List.of()),
          Map.entry("security", List.of("configuration", "trace")),
          Map.entry("cwl", List.of()),
          Map.entry("container", List.of("configuration")),
          Map.entry("staging", List.of("cwl", "configuration", "security", "trace")),
          Map.entry("process", List.of("cwl", "persistence", "configuration", "security")),
          Map.entry("job", List.of("process", "staging", "persistence", "configuration", "trace")),
          Map.entry(
              "batch",
              List.of(
                  "job",
                  "process",
                  "cwl",
                  "container",
                  "staging",
                  "persistence",
                  "configuration",
                  "security",
                  "trace")),
          Map.entry("runner", List.of("batch", "cwl", "configuration")),
          Map.entry("callback", List.of("job", "security", "configuration", "trace")),
          Map.entry(
              "api",
              List.of(
                  "process",
                  "job",
                  "callback",
                  "staging",
                  "persistence",
                  "security",
                  "trace",
                  "configuration")),
          Map.entry("web", List.of("api")));

  @TestFactory
  Stream<DynamicTest> eachPackageUsesWhatItMay() {
    return MAY_USE.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey() + " may use " + rule.getValue(),
                    () -> check(rule.getKey(), rule.getValue())));
  }

  @Test
  void everyPackageHasARule() {
    noClasses()
        .should()
        .resideOutsideOfPackages(
            Stream.concat(MAY_USE.keySet().stream(), Stream.of("ops"))
                .map(name -> "org.periplus." + name + "..")
                .toArray(String[]::new))
        .check(OURS);
  }

  @Test
  void theLanguageKnowsNoServer() {
    noClasses()
        .that()
        .resideInAPackage("org.periplus.cwl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "com.github.dockerjava..", "org.jberet..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void entitiesKnowNoProvider() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.persistence..", "org.hibernate..")
        .check(OURS);
  }

  /** RESTEasy looks for such a constructor before it asks CDI: docs/decisions/0029. */
  @Test
  void resourcesAndProvidersHaveAPublicConstructorWithoutParameters() {
    classes()
        .that()
        .areAnnotatedWith("jakarta.ws.rs.Path")
        .or()
        .areAnnotatedWith("jakarta.ws.rs.ext.Provider")
        .should(
            ArchCondition.from(
                DescribedPredicate.describe(
                    "have a public constructor without parameters",
                    type ->
                        type.getConstructors().stream()
                            .anyMatch(
                                constructor ->
                                    constructor.getRawParameterTypes().isEmpty()
                                        && constructor
                                            .getModifiers()
                                            .contains(JavaModifier.PUBLIC)))))
        .check(OURS);
  }

  private static void check(String name, List<String> mayUse) {
    List<String> allowed =
        Stream.concat(Stream.of(name), mayUse.stream()).map(p -> "org.periplus." + p).toList();
    DescribedPredicate<JavaClass> forbidden =
        DescribedPredicate.describe(
            "ours and not in " + allowed,
            used ->
                used.getPackageName().startsWith("org.periplus")
                    && allowed.stream().noneMatch(p -> isIn(used.getPackageName(), p)));
    noClasses()
        .that()
        .resideInAPackage("org.periplus." + name + "..")
        .should()
        .dependOnClassesThat(forbidden)
        .allowEmptyShould(true)
        .check(OURS);
  }

  private static boolean isIn(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }
}
