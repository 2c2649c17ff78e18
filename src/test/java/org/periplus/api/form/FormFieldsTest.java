package org.periplus.api.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.process.Packages;
import org.periplus.process.builtin.Echo;
import org.periplus.process.builtin.EchoConfiguration;
import org.periplus.process.description.ProcessDescription;

class FormFieldsTest {

  private static List<FormField> fields(String inputs) {
    return FormFields.ofInputs(Packages.describe(inputs).description(), Set.of("s"));
  }

  private static List<FormField> echo() {
    ProcessDescription echo = new Echo(new EchoConfiguration(Duration.ofMinutes(1))).description();
    return FormFields.ofInputs(echo, Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string | TEXT",
        "int | INTEGER",
        "long | INTEGER",
        "double | NUMBER",
        "boolean | BOOLEAN",
        "File | FILE",
        "Directory | FOLDER",
        "Any | JSON",
        "{type: array, items: int} | LIST",
        "{type: array, items: File} | LIST",
        "[int, string] | EITHER",
        "[\"null\", int] | INTEGER",
        "[File, \"File[]\"] | EITHER",
        "{type: enum, symbols: [a, b]} | CHOICE",
        "{type: record, fields: {y: int}} | RECORD",
        "{type: record, fields: {bbox: \"double[]\", crs: \"string?\"}} | BOX",
        "{type: record, fields: {type: string, coordinates: Any}} | GEOMETRY",
        "{type: record, fields: {type: string, geometry: Any}} | FEATURE",
        "{type: record, fields: {type: string, features: Any}} | FEATURES",
      })
  void knowsWhatKindOfFieldAnInputIs(String type, FieldKind kind) {
    assertThat(fields("{x: {type: " + type + "}}"))
        .extracting(FormField::kind)
        .containsExactly(kind);
  }

  @Test
  void hasAFieldForEachKindOfValueOfTheEchoProcess() {
    assertThat(echo())
        .extracting(FormField::kind)
        .containsExactly(
            FieldKind.TEXT,
            FieldKind.NUMBER,
            FieldKind.BOOLEAN,
            FieldKind.LIST,
            FieldKind.JSON,
            FieldKind.BOX,
            FieldKind.INSTANT,
            FieldKind.CHOICE,
            FieldKind.BYTES,
            FieldKind.EITHER,
            FieldKind.EITHER,
            FieldKind.NUMBER);
  }

  @Test
  void saysWhatIsRequiredAndWhatStandsInAFieldAtFirst() {
    List<FormField> fields =
        fields("{a: int, b: 'int?', c: {type: int, default: 3}, d: {type: 'int[]', default: [1]}}");

    assertThat(fields).extracting(FormField::required).containsExactly(true, false, false, false);
    assertThat(fields)
        .extracting(field -> String.valueOf(field.initial()))
        .containsExactly("null", "null", "3", "[1]");
  }

  @Test
  void saysWhatNumbersAndListsMayBe() {
    List<FormField> fields = fields("{a: int, b: long, c: 'string[]'}");

    assertThat(fields.get(0).limits().least()).isNull();
    assertThat(fields.get(1).limits().most()).isNull();
    assertThat(fields.get(2).limits().leastItems()).isEqualTo(1);
    assertThat(fields.get(2).limits().mostItems()).isEqualTo(999);
  }

  @Test
  void fieldsWithinListsAreToldApartByTheNumbersOfTheirItems() {
    FormField outer =
        fields("{x: {type: {type: array, items: {type: record, fields: {y: 'int[]'}}}}}").get(0);
    FormField record = outer.parts().get(0);
    FormField inner = record.parts().get(0);

    assertThat(outer.key()).isEqualTo("in0");
    assertThat(record.key()).isEqualTo("in0-{0}");
    assertThat(inner.key()).isEqualTo("in0-{0}-0");
    assertThat(inner.parts().get(0).key()).isEqualTo("in0-{0}-0-{1}");
  }

  @Test
  void nobodySeesWhatIsTypedIntoASecretField() {
    assertThat(fields("{s: string, t: string}"))
        .extracting(FormField::secret)
        .containsExactly(true, false);
  }

  @Test
  void asksForJsonWhereTypesGoTooDeep() {
    String type = "int";
    for (int i = 0; i < 12; i++) {
      type = "{type: array, items: " + type + "}";
    }
    FormField field = fields("{x: {type: " + type + "}}").get(0);
    int depth = 0;
    while (!field.parts().isEmpty()) {
      field = field.parts().get(0);
      depth++;
    }

    assertThat(field.kind()).isEqualTo(FieldKind.JSON);
    assertThat(depth).isEqualTo(9);
  }

  @Test
  void tellsFilesAndFoldersAmongOutputs() {
    ProcessDescription process =
        Packages.reader()
            .read("", Packages.waterBodies(), Optional.empty(), Optional.empty())
            .description();

    assertThat(FormFields.ofOutputs(process))
        .extracting(FormField::kind)
        .containsExactly(FieldKind.FOLDER);
  }
}
