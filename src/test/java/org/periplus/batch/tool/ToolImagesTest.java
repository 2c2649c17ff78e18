package org.periplus.batch.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.ImageSource;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInConfiguration;

class ToolImagesTest {

  @TempDir Path folder;

  private ToolImages images(boolean loads) {
    return new ToolImages(
        StageIn.ofUser(StageInConfiguration.defaults()), folder, "the-default", loads);
  }

  private static Optional<Requirement.Docker> docker(
      String pull, String load, String file, String importFrom, String imageId) {
    return Optional.of(
        new Requirement.Docker(
            Optional.ofNullable(pull),
            Optional.ofNullable(load),
            Optional.ofNullable(file),
            Optional.ofNullable(importFrom),
            Optional.ofNullable(imageId),
            Optional.empty()));
  }

  @Test
  void aToolWithoutAnImageGetsTheDefaultOne() throws Exception {
    assertThat(images(false).source(Optional.empty()))
        .isEqualTo(new ImageSource.Pulled("the-default"));
  }

  @Test
  void whatIsPulledComesFirstAndAnIdAloneIsAName() throws Exception {
    assertThat(images(false).source(docker("a", null, "FROM b", null, "c")))
        .isEqualTo(new ImageSource.Pulled("a"));
    assertThat(images(false).source(docker(null, null, null, null, "c")))
        .isEqualTo(new ImageSource.Pulled("c"));
  }

  @Test
  void aBuiltImageCannotTakeTheNameOfAnother() throws Exception {
    ImageSource source = images(false).source(docker(null, null, "FROM b", null, "debian:stable"));

    assertThat(source).isEqualTo(ImageSource.Built.of("FROM b"));
    assertThat(source.name()).startsWith("periplus-built:");
  }

  @Test
  void anImportedImageCannotTakeTheNameOfAnother() throws Exception {
    Path tarball = Files.writeString(folder.resolve("tree.tar"), "a tarball");
    ImageSource source =
        images(false).source(docker(null, null, null, tarball.toString(), "debian:stable"));

    assertThat(source).isInstanceOf(ImageSource.Imported.class);
    assertThat(source.name()).startsWith("periplus-imported:");
  }

  @Test
  void archivesAreLoadedOnlyWhereThatIsAllowed() throws Exception {
    String archive = Files.writeString(folder.resolve("image.tar"), "an archive").toString();
    Optional<Requirement.Docker> load = docker(null, archive, null, null, "mine");

    assertThatThrownBy(() -> images(false).source(load))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("periplus.containers.allow-load");
    assertThat(images(true).source(load))
        .isEqualTo(new ImageSource.Loaded(Path.of(archive), "mine"));
  }

  @Test
  void anArchiveOfTheWebIsFetchedOnceAndKept() throws Exception {
    ToolImages images = images(true);
    Optional<Requirement.Docker> load =
        docker(null, "data:application/x-tar;base64,YW4gYXJjaGl2ZQ==", null, null, null);

    ImageSource.Loaded first = (ImageSource.Loaded) images.source(load);
    Files.writeString(first.archive(), "kept");

    assertThat(((ImageSource.Loaded) images.source(load)).archive()).hasContent("kept");
  }
}
