package org.periplus.process.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.configuration.DataSize;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PresetsTest {

  private static final PresetOwner ANN = new PresetOwner("eo", "https://sso", "ann");
  private static final PresetOwner BOB = new PresetOwner("eo", "https://sso", "bob");
  private static final String PROCESS = "water-bodies";
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  private final Database database;
  private final Presets presets;

  PresetsTest(TestDatabase kind) {
    database = kind.open();
    presets = at(START);
  }

  private Presets at(Instant now) {
    return new Presets(
        database,
        new PresetsConfiguration(2, DataSize.of("1 KiB"), Duration.ofDays(10)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ObjectNode inputs(String word) {
    return new ObjectMapper().createObjectNode().put("word", word);
  }

  @Test
  void areTheirOwnersAloneInTheirTenantForTheirProcess() {
    presets.save(ANN, PROCESS, "June", inputs("a"));

    assertThat(presets.load(ANN, PROCESS, "June").orElseThrow().inputs()).isEqualTo(inputs("a"));
    assertThat(presets.load(BOB, PROCESS, "June")).isEmpty();
    assertThat(presets.load(new PresetOwner("other", "https://sso", "ann"), PROCESS, "June"))
        .isEmpty();
    assertThat(presets.load(ANN, "another", "June")).isEmpty();
    assertThat(presets.remove(BOB, PROCESS, "June")).isFalse();
    assertThat(presets.of(BOB, PROCESS)).isEmpty();
  }

  @Test
  void areReplacedRenamedAndForgotten() {
    assertThat(presets.save(ANN, PROCESS, "b", inputs("one"))).isTrue();
    assertThat(presets.save(ANN, PROCESS, "b", inputs("two"))).isFalse();
    assertThat(presets.save(ANN, PROCESS, "a", inputs("three"))).isTrue();

    assertThat(presets.rename(ANN, PROCESS, "b", "0 new").orElseThrow().inputs())
        .isEqualTo(inputs("two"));
    assertThat(presets.rename(ANN, PROCESS, "b", "c")).isEmpty();
    assertThatThrownBy(() -> presets.rename(ANN, PROCESS, "a", "0 new"))
        .isInstanceOf(UnfitPresetException.class)
        .hasMessageContaining("already");

    assertThat(presets.of(ANN, PROCESS)).extracting(Preset::name).containsExactly("0 new", "a");
    assertThat(presets.remove(ANN, PROCESS, "a")).isTrue();
    assertThat(presets.remove(ANN, PROCESS, "a")).isFalse();
  }

  @Test
  void areNoMoreAndNoLargerThanMayBe() {
    presets.save(ANN, PROCESS, "a", inputs("a"));
    presets.save(ANN, "another", "a", inputs("a"));

    assertThatThrownBy(() -> presets.save(ANN, PROCESS, "b", inputs("b")))
        .isInstanceOf(UnfitPresetException.class)
        .hasMessageContaining("periplus.presets.max-count");
    assertThatThrownBy(() -> presets.save(ANN, PROCESS, "a", inputs("\u00e9".repeat(600))))
        .isInstanceOf(UnfitPresetException.class)
        .hasMessageContaining("periplus.presets.max-size");
    assertThat(presets.save(ANN, PROCESS, "a", inputs("c"))).isFalse();
    assertThat(presets.save(BOB, PROCESS, "b", inputs("b"))).isTrue();
  }

  @Test
  void areForgottenWhenNobodyHasUsedThemForLong() {
    presets.save(ANN, PROCESS, "kept", inputs("a"));
    presets.save(ANN, PROCESS, "old", inputs("a"));
    at(START.plus(Duration.ofDays(8))).load(ANN, PROCESS, "kept");

    presets.forgetUnused(START.plus(Duration.ofDays(9)));
    assertThat(presets.of(ANN, PROCESS)).hasSize(2);
    presets.forgetUnused(START.plus(Duration.ofDays(11)));

    assertThat(presets.of(ANN, PROCESS)).extracting(Preset::name).containsExactly("kept");
  }

  @Test
  void goWithTheirProcess() {
    presets.save(ANN, PROCESS, "a", inputs("a"));
    presets.save(BOB, PROCESS, "a", inputs("a"));

    database.transact(jpa -> Presets.forget(jpa, "other", PROCESS));
    assertThat(presets.of(BOB, PROCESS)).hasSize(1);
    database.transact(jpa -> Presets.forget(jpa, "eo", PROCESS));

    assertThat(presets.of(ANN, PROCESS)).isEmpty();
    assertThat(presets.of(BOB, PROCESS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "Lake in June (2025)", "Mosel, 10 m", "\u00dcberflutung", "S2+S1", "v1.0"})
  void haveNamesThatPeopleChoose(String name) {
    assertThat(Presets.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", ".", "..", "a/b", "a\\b", "a\nb", "a%b", "<b>", "a;b"})
  void haveNoNamesThatMayMeanSomethingElseInAnAddress(String name) {
    assertThat(Presets.isName(name)).isFalse();
    assertThat(Presets.isName("a".repeat(100))).isTrue();
    assertThat(Presets.isName("a".repeat(101))).isFalse();
  }
}
