package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;

class PageTableTest {

  @Test
  void everyOperationThatReadsSomethingHasARow() {
    List<String> reads =
        Operations.all().stream()
            .filter(operation -> operation.method().equals("GET"))
            .map(Operation::path)
            .toList();

    assertThat(PageTable.operations()).containsAll(reads);
  }
}
