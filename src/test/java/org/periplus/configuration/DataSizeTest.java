package org.periplus.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSizeTest {

  @ParameterizedTest
  @CsvSource({"100 B,100", "1 kB,1000", "10 MiB,10485760", "2GiB,2147483648", "3 TB,3000000000000"})
  void readsNumbersWithUnits(String text, long bytes) {
    assertThat(DataSize.of(text).bytes()).isEqualTo(bytes);
  }

  @Test
  void refusesANumberWithoutAUnit() {
    assertThatThrownBy(() -> DataSize.of("10")).hasMessageContaining("such as 10 MiB");
  }
}
