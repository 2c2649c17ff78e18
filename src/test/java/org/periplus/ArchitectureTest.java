package org.periplus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.periplus.security.credential.Purpose;

/** Holds the order of the house: what each package may use, how large it may be, no cycles. */
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.periplus");

  /**
   * What each package may use besides itself, and besides {@code configuration}, which all may use
   * but the language; two dots at the end are for all packages below.
   */
  private static final Map<String, List<String>> MAY_USE =
      table(
          """
            api                  job.. process.. security.. staging.store persistence trace api.http api.guard
            api.http             security..
            api.exchange          security
            api.guard            api.http api.exchange api.kept security security.identity.. security.access security.audit security.quota persistence trace
            api.kept             api.http process security.access security.audit security.identity persistence
            api.access           api api.guard security security.access security.identity.. security.quota
            api.audit            api api.guard security security.access security.audit security.identity
            api.secret           api api.http security security.credential security.identity
            api.login            api api.guard api.http security.identity.. security.secret
            api.landing          api api.kept api.definition api.job api.process callback job.. process security
            api.definition       api api.kept process.. security..
            api.form             process.description
            api.preset           api api.http process.. security security.identity
            api.process          api api.kept api.form api.graph api.http api.job api.preset api.request process.. job.execution security security.identity
            api.request          api process.. job security security.identity security.identity.oidc trace
            api.timeline         job.step
            api.page             api api.http api.job api.graph api.result.page api.timeline job.. security.identity
            api.job              api api.http api.kept api.request process.. job.. security security.identity
            api.file             api api.http staging.file staging.store
            api.graph            api job job.step process process.deployment cwl.model cwl.workflow
            api.result           api api.result.page api.file api.http api.request api.job job.. process.. staging staging.file staging.store
            api.result.page      staging.file staging.store
            api.step             api api.graph api.job job job.step
            api.execution        api api.guard api.http api.request api.job api.result process.. job.. callback security trace
            api.log              api api.event api.file api.guard api.http api.job job.. security staging.store
            api.transfer         api api.file api.http staging.store transfer
            api.event            api api.guard api.http api.job job.. security security.identity.. persistence
            api.provenance       api api.job job.. security security.identity
            api.negotiation      api api.definition api.file api.guard api.http security.identity.session api.job api.process api.provenance api.result
            web                  api.. web.graph web.log
            web.graph            api.graph api.step api.timeline
            web.log
            callback             job.. security.. trace
            batch                batch.. job.. process.. cwl.. container.. staging.. persistence security.. trace folder transfer
            batch.admission
            batch.engine         container.. transfer
            batch.run            batch.admission job.. cwl.. persistence security.identity security.secret staging.file trace folder batch.confinement
            batch.confinement    cwl.tool.. container folder
            batch.image          container cwl.. staging.. security.. folder
            batch.tool           batch.admission batch.run batch.image process job.. cwl.. container staging.. trace security.. folder batch.confinement
            batch.staging        batch.run batch.tool job.. cwl.. staging.. security.. trace batch.admission folder batch.confinement
            batch.workflow       batch.run batch.tool batch.staging job.. process.builtin cwl.. trace
            batch.jberet         batch.admission batch.run batch.workflow job cwl.model cwl.workflow persistence trace
            batch.shutdown       batch.admission batch.run
            runner               batch batch.tool cwl.. folder persistence
            container
            container.docker     container
            container.host       container
            container.kubernetes.placement container
            container.kubernetes container container.kubernetes.placement folder transfer
            job                  process.deployment persistence security.identity security.secret trace
            job.secret           job job.step process.input persistence security.secret
            job.step             job staging staging.file staging.store persistence security.identity security.quota
            job.callback         job persistence trace
            job.list             job persistence security.identity
            job.queue            job persistence
            job.store            job job.callback job.list job.step staging persistence trace staging.store security.identity security.quota
            job.watch            job job.list job.step job.store persistence
            job.delegation       job job.store security.identity.. security.secret
            job.execution        job job.delegation job.queue job.secret job.step job.store process persistence security.secret security.credential security.identity trace process.deployment process.input
            job.retention        job job.store job.execution process.preset persistence trace security.audit security.quota security.identity.session job.step
            process              process.. cwl.. persistence security..
            process.access       persistence security.identity
            process.description  cwl.model
            process.input        process.description cwl.model cwl.value staging.file
            process.deployment   process.access process.description cwl.. persistence security..
            process.preset       persistence security.identity
            process.builtin      process.description process.input cwl.model cwl.value security..
            staging              staging.. cwl.model cwl.value security.. folder
            staging.file
            staging.fetch        staging.file security.. trace
            staging.cache        staging.fetch staging.file security.. folder
            staging.store        staging.file folder
            staging.publish      staging.file staging.store cwl.model cwl.value
            staging.s3           staging.cache staging.fetch staging.file staging.store folder security.credential security.identity.oidc.exchange
            staging.stac         staging.cache staging.fetch staging.file staging.publish staging.s3 staging.store folder
            staging.store.s3     staging.file staging.s3 staging.stac staging.store
            cwl.model
            cwl.value            cwl.model folder
            cwl.expression       cwl.model
            cwl.workflow         cwl.expression cwl.model cwl.value
            cwl.document         cwl.document.. cwl.expression cwl.model
            cwl.document.source  cwl.model
            cwl.document.check   cwl.document.source cwl.model cwl.value
            cwl.document.read    cwl.document.source cwl.document.check cwl.model
            cwl.document.pack    cwl.document.source cwl.document.read cwl.model
            cwl.ontology         cwl.document.source cwl.value
            cwl.tool             cwl.tool.. cwl.expression cwl.model cwl.value folder
            cwl.tool.plan        cwl.expression cwl.model cwl.value folder
            cwl.tool.input       cwl.tool.plan cwl.expression cwl.model cwl.value
            cwl.tool.command     cwl.tool.plan cwl.expression cwl.model cwl.value
            cwl.tool.workdir     cwl.tool.plan cwl.tool.input cwl.expression cwl.value folder
            cwl.tool.output      cwl.tool.plan cwl.expression cwl.model cwl.value folder
            security             trace
            security.identity
            security.identity.oidc security security.identity
            security.identity.oidc.exchange security security.identity security.identity.oidc
            security.identity.oidc.login security.identity.oidc
            security.identity.session persistence security.identity security.identity.oidc security.identity.oidc.login security.secret
            security.access      security.identity
            security.audit       persistence security security.access security.identity
            security.quota       persistence
            security.credential  persistence security security.identity security.secret
            security.secret
            security.proxy       security trace
            persistence
            folder
            transfer             folder
            configuration
            trace
            ops.overview         api api.http batch.admission job.list security security.identity security.quota
            ops                  ops.. api.guard api.http api.kept batch.. container job.. staging.. persistence security.. trace
          """);

  private static final int MOST_FILES = 25;
  private static final int MOST_LINES = 300;

  private static Map<String, List<String>> table(String rows) {
    return rows.lines()
        .map(row -> List.of(row.trim().split("\\s+")))
        .collect(Collectors.toMap(row -> row.get(0), row -> row.subList(1, row.size())));
  }

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
            MAY_USE.keySet().stream().map(ArchitectureTest::named).toArray(String[]::new))
        .check(OURS);
  }

  @Test
  void noPackagesNeedEachOther() {
    slices().matching("org.periplus.(**)").should().beFreeOfCycles().check(OURS);
  }

  /**
   * A reader takes in a room of twenty at a glance, not one of eighty. The sign at its door, {@code
   * package-info}, does not count: Maven makes a class of it, other compilers do not.
   */
  @Test
  void noPackageIsLargerThanAReaderTakesIn() {
    Map<String, Long> files =
        OURS.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files.values()).allMatch(count -> count <= MOST_FILES, "at most 25 in " + files);
  }

  /** A class that grows beyond this is several things. */
  @Test
  void noClassIsLongerThanAReaderFollows() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      assertThat(sources.filter(file -> file.toString().endsWith(".java")).toList())
          .allSatisfy(
              file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
    }
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

  /**
   * Hibernate copies what a converter has made by writing and reading it again, with each change of
   * a row: large columns are texts.
   */
  @Test
  void convertersMakeWhatIsSmall() {
    fields()
        .that()
        .areAnnotatedWith("jakarta.persistence.Convert")
        .should()
        .haveRawType(Instant.class)
        .orShould()
        .haveRawType(Purpose.class)
        .check(OURS);
  }

  private static void check(String name, List<String> mayUse) {
    DescribedPredicate<JavaClass> forbidden =
        DescribedPredicate.describe(
            "ours and not in " + mayUse,
            used ->
                used.getPackageName().startsWith("org.periplus")
                    && !isAllowed(name, mayUse, used.getPackageName()));
    noClasses()
        .that()
        .resideInAPackage(named(name))
        .should()
        .dependOnClassesThat(forbidden)
        .allowEmptyShould(true)
        .check(OURS);
  }

  private static boolean isAllowed(String name, List<String> mayUse, String used) {
    return used.equals(named(name))
        || (used.equals(named("configuration")) && !isIn(named(name), named("cwl..")))
        || mayUse.stream().anyMatch(p -> isIn(used, named(p)));
  }

  private static String named(String room) {
    return "org.periplus." + room;
  }

  private static boolean isIn(String packageName, String room) {
    if (!room.endsWith("..")) {
      return packageName.equals(room);
    }
    String parent = room.substring(0, room.length() - 2);
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }
}
