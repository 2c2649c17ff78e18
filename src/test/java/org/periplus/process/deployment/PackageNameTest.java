package org.periplus.process.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.process.Packages;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Metadata;

class PackageNameTest {

  private static PackageSource source(String id, String address) {
    String document =
        "{cwlVersion: v1.2, class: CommandLineTool, baseCommand: ls, inputs: {}, outputs: {}%s}"
            .formatted(id.isEmpty() ? "" : ", id: " + id);
    return new PackageSource(
        "application/cwl+yaml", document, document, address, StatedDescription.NONE);
  }

  private static PackageReader.Read read(PackageSource source, String w, String as) {
    return Packages.reader().read("", source, Optional.ofNullable(w), Optional.ofNullable(as));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crop | package.cwl | | crop | the id of the process",
        "'\"crop and mask\"' | package.cwl | | crop-and-mask | the id of the process",
        "'' | https://a.org/packages/crop.1.2.cwl?x=1 | | crop.1.2 | its address ends so",
        "'' | package.cwl | crop | crop | the request gives it",
        "'' | package.cwl | | main | the document has no id",
      })
  void aProcessIsCalledAsThePackageOrTheRequestSays(
      String id, String address, String w, String name, String origin) {
    PackageReader.Read read = read(source(id, address), w, null);

    assertThat(read.description().id()).isEqualTo(name);
    assertThat(read.nameOrigin()).contains(origin);
  }

  @Test
  void aNameThatIsDerivedIsStated() {
    ProcessDescription description =
        read(source("'crop and mask'", "package.cwl"), null, null).description();

    assertThat(description.metadata())
        .extracting(Metadata::role, metadata -> metadata.value().asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ProcessDescription.WARNING,
                "'crop and mask' cannot be a process identifier, which may have letters, digits,"
                    + " '_', '.' and '-'; the process is called 'crop-and-mask'."));
  }

  @Test
  void aNameOfWhichNothingIsLeftIsRefused() {
    assertThatThrownBy(() -> read(source("'///'", "package.cwl"), null, null))
        .isInstanceOf(InvalidPackageException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "mask,,false",
    "'crop and mask',,false",
    "crop,,true",
    "'',,true",
    "main,,true",
    "mask,mask,true"
  })
  void aProcessIsReplacedByItselfAlone(String id, String w, boolean taken) {
    PackageSource source = source(id.isEmpty() ? "" : "'" + id + "'", "package.cwl");

    if (taken) {
      assertThat(read(source, w, "crop").description().id()).isEqualTo("crop");
    } else {
      assertThatThrownBy(() -> read(source, w, "crop"))
          .isInstanceOf(DifferentProcessException.class)
          .hasMessageContaining("is that of the process '" + id + "'")
          .hasMessageContaining("sent to 'crop'");
    }
  }

  @Test
  void anEmptyTextAsTheDefaultOfADirectoryIsAWarning() {
    PackageReader.Read read = Packages.describe("{ds: {type: Directory, default: ''}}");

    assertThat(read.description().metadata())
        .extracting(metadata -> metadata.value().asText())
        .singleElement()
        .asString()
        .contains("package.cwl:1:", "'ds' is an empty text", "counts for no default");
    assertThat(read.description().inputs().get("ds").minOccurs()).isNull();
  }
}
