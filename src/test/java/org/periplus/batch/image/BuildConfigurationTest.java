package org.periplus.batch.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.configuration.TenantKeys;

class BuildConfigurationTest {

  /** No proxy can be put before the commands of a build. */
  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
  void buildsHaveANetworkOnlyWhereToolsReachAnyToo(boolean asked, boolean open, boolean has) {
    BuildConfiguration usual = BuildConfiguration.defaults();
    BuildConfiguration builds = asked ? usual.withNetwork() : usual;

    assertThat(builds.limits("acme", TenantKeys.NONE, open).network()).isEqualTo(has);
  }
}
