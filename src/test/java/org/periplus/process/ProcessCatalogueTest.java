package org.periplus.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.process.access.Viewer;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.process.deployment.InvalidPackageException;
import org.periplus.process.deployment.NoSuchWorkflowException;
import org.periplus.process.deployment.NotRunnableException;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.input.InvalidInputException;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Role;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ProcessCatalogueTest {

  private static final Viewer OPERATOR =
      new Viewer(Caller.anonymous(Optional.of(Role.OPERATOR), ""), true, false);

  private static final int AT_ONCE = 8;
  private static final int ROUNDS = 5;

  private final Database database;
  private final ProcessCatalogue catalogue;

  ProcessCatalogueTest(TestDatabase kind) {
    database = kind.open();
    catalogue = new ProcessCatalogue(database, Packages.reader(), BuiltInProcesses.none());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static PackageSource tool(String id) {
    return Packages.cwl(
        "{cwlVersion: v1.2, class: CommandLineTool, id: "
            + id
            + ", baseCommand: [echo], inputs: {}, outputs: {}}");
  }

  @Test
  void keepsWhatWasDeployed() {
    PackageSource source = Packages.waterBodies();

    ProcessPackage deployed = catalogue.deploy("acme", source, Optional.empty());
    ProcessPackage found = catalogue.require("acme", "water-bodies");

    assertThat(new PackageTexts(database, Packages.reader()).of(found).body())
        .isEqualTo(source.body());
    assertThat(found.mediaType()).isEqualTo("application/cwl+yaml");
    assertThat(found.revision()).isEqualTo(1);
    assertThat(found.description()).isEqualTo(deployed.description());
    assertThat(catalogue.workflow("acme", "water-bodies", 1).id()).isEqualTo("water-bodies");
    assertThat(catalogue.find("other", "water-bodies")).isEmpty();
  }

  @Test
  void saysWhereTheNameOfASecondProcessComesFrom() {
    catalogue.deploy("acme", tool("echo"), Optional.empty());

    assertThatThrownBy(() -> catalogue.deploy("acme", tool("echo"), Optional.empty()))
        .isInstanceOf(DuplicatedProcessException.class)
        .hasMessage(
            "There is already a process 'echo'. The package is called so because the document has"
                + " it as the id of the process.");
  }

  @Test
  void refusesASecondProcessOfTheSameNameForTheSameTenantOnly() {
    catalogue.deploy("acme", tool("echo"), Optional.empty());

    assertThatThrownBy(() -> catalogue.deploy("acme", tool("echo"), Optional.empty()))
        .isInstanceOf(DuplicatedProcessException.class);
    assertThat(catalogue.deploy("other", tool("echo"), Optional.empty()).revision()).isEqualTo(1);
  }

  @Test
  void ofManyThatDeployTheSameAtOnceOneDoesAndTheOthersHearOfIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String id = "echo-" + round;
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<Boolean> deploys =
            () -> {
              start.await();
              try {
                catalogue.deploy("acme", tool(id), Optional.empty());
                return true;
              } catch (DuplicatedProcessException e) {
                return false;
              }
            };
        int deployed = 0;
        for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(AT_ONCE, deploys))) {
          deployed += one.get() ? 1 : 0;
        }
        assertThat(deployed).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void replacesByANewRevisionAndKeepsTheOldForItsJobs() {
    catalogue.deploy("acme", tool("echo"), Optional.empty());

    catalogue.replace("acme", "echo", Packages.waterBodies(), Optional.of("stac"), any -> {});

    ProcessPackage found = catalogue.require("acme", "echo");
    assertThat(found.revision()).isEqualTo(2);
    assertThat(found.workflow()).isEqualTo("stac");
    assertThat(catalogue.workflow("acme", "echo", 1).id()).isEqualTo("echo");
    assertThat(catalogue.workflow("acme", "echo", 2).id()).isEqualTo("stac");
  }

  @Test
  void undeploysAndDeploysAgainAsALaterRevision() {
    catalogue.deploy("acme", tool("echo"), Optional.empty());

    catalogue.undeploy("acme", "echo", DeployedProcesses::requireMutable);

    assertThat(catalogue.find("acme", "echo")).isEmpty();
    assertThatThrownBy(() -> catalogue.undeploy("acme", "echo", DeployedProcesses::requireMutable))
        .isInstanceOf(NoSuchProcessException.class);
    assertThat(catalogue.workflow("acme", "echo", 1).id()).isEqualTo("echo");
    assertThat(catalogue.deploy("acme", tool("echo"), Optional.empty()).revision()).isEqualTo(2);
  }

  @Test
  void listsByIdentifierInPages() {
    for (String id : new String[] {"c", "a", "b"}) {
      catalogue.deploy("acme", tool(id), Optional.empty());
    }

    assertThat(
            catalogue.list("acme", 2, Optional.empty(), OPERATOR).stream().map(ProcessPackage::id))
        .containsExactly("a", "b");
    assertThat(
            catalogue.list("acme", 2, Optional.of("b"), OPERATOR).stream().map(ProcessPackage::id))
        .containsExactly("c");
  }

  @Test
  void namesTheWorkflowsWhenTheAskedOneIsNotThere() {
    assertThatThrownBy(
            () -> catalogue.deploy("acme", Packages.waterBodies(), Optional.of("nothing")))
        .isInstanceOf(NoSuchWorkflowException.class)
        .hasMessageContaining("'nothing'")
        .hasMessageContaining("water-bodies");
  }

  @Test
  void describesAnOperationAndRefusesToRunIt() {
    PackageSource source =
        Packages.cwl(
            """
            cwlVersion: v1.2
            class: Workflow
            id: plan
            inputs: {aoi: string}
            outputs: {mask: {type: File, outputSource: draw/mask}}
            steps:
              draw:
                run: {class: Operation, inputs: {aoi: string}, outputs: {mask: File}}
                in: {aoi: aoi}
                out: [mask]
            """);

    ProcessPackage deployed = catalogue.deploy("acme", source, Optional.empty());

    assertThat(deployed.description().id()).isEqualTo("plan");
    assertThatThrownBy(
            () ->
                catalogue.inputs(
                    deployed, JsonNodeFactory.instance.objectNode().put("aoi", "here")))
        .isInstanceOfSatisfying(
            NotRunnableException.class, e -> assertThat(e.problems().get(0).line()).isEqualTo(8))
        .hasMessageContaining("'plan'")
        .hasMessageContaining("Operation");
  }

  @Test
  void namesWhatIsWrongWithTheRequirementsOfAnExecution() {
    PackageSource source =
        Packages.cwl(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: tool
            baseCommand: 'true'
            inputs: {}
            outputs: {}
            """);
    ProcessPackage deployed = catalogue.deploy("acme", source, Optional.empty());
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.putObject("cwl:requirements").putObject("ResourceRequirement").put("coresMax", "all");
    given.withObject("/cwl:requirements").putObject("NoSuchRequirement");

    assertThatThrownBy(() -> catalogue.inputs(deployed, given))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cwl:requirements")
        .hasMessageContaining("NoSuchRequirement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dockerPull: ''",
        "dockerPull: ' '",
        "dockerImageId: ''",
        "dockerFile: ''",
        "dockerImport: ''",
        "dockerLoad: ''",
        "dockerPull: 'two words'",
        "dockerPull: '-v'",
        "dockerPull: \"a\\nb\""
      })
  void refusesAnImageThatCannotBeOne(String docker) {
    PackageSource source =
        Packages.cwl(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: tool
            requirements: { DockerRequirement: { %s } }
            baseCommand: 'true'
            inputs: {}
            outputs: {}
            """
                .formatted(docker));

    assertThatThrownBy(() -> catalogue.deploy("acme", source, Optional.empty()))
        .isInstanceOf(InvalidPackageException.class)
        .hasMessageContaining("image");
  }

  @Test
  void takesWhatIsRecordedAndNotActedUpon() {
    PackageSource source =
        Packages.cwl(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: recorded
            requirements: {SoftwareRequirement: {packages: {gdal: [3.6.2]}}}
            baseCommand: [gdalinfo]
            temporaryFailCodes: [75]
            inputs: {}
            outputs: {}
            """);

    assertThat(catalogue.deploy("acme", source, Optional.empty()).id()).isEqualTo("recorded");
  }

  @Test
  void refusesAnInvalidDocumentWithThePlace() {
    PackageSource source = Packages.cwl("cwlVersion: v1.2\nclass: Foo\n");

    assertThatThrownBy(() -> catalogue.deploy("acme", source, Optional.empty()))
        .isInstanceOf(InvalidPackageException.class)
        .hasMessageStartingWith("package.cwl:2:8: ");
    assertThat(catalogue.list("acme", 10, Optional.empty(), OPERATOR)).isEmpty();
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    String id = "x".repeat(5000);

    assertThatThrownBy(() -> catalogue.deploy("acme", tool(id), Optional.empty()))
        .isInstanceOf(InvalidPackageException.class)
        .hasMessageContaining("has 5000 characters and may have 255");
    catalogue.deploy("acme", tool("echo"), Optional.empty());
    assertThatThrownBy(
            () -> catalogue.replace("acme", "echo", tool(id), Optional.of(id), any -> {}))
        .isInstanceOf(InvalidPackageException.class);
  }
}
