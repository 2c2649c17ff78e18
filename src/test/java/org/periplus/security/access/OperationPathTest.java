package org.periplus.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          GET,    /ogc-api,                              GET /,                                    ""
          GET,    /acme/ogc-api/,                        GET /,                                    ""
          POST,   /acme/ogc-api/processes/a%3Ab/execution, POST /processes/{processID}/execution,  a:b
          DELETE, /ogc-api/jobs/17/,                     DELETE /jobs/{jobID},                     17
          HEAD,   /ogc-api/jobs/17/results,              GET /jobs/{jobID}/results,                17
          GET,    /ogc-api/jobs/17/files/a/b%20c.tif,    GET /jobs/{jobID}/files/{path},           17|a/b c.tif
          GET,    /ogc-api/jobs/17/logs/ndvi.log,        GET /jobs/{jobID}/logs/{name}.log,        17|ndvi
          GET,    /ogc-api/jobs/17/results/out/0,        GET /jobs/{jobID}/results/{outputID}/{N}, 17|out|0
          GET,    /ogc-api/jobs/%zz,                     GET /jobs/{jobID},                        %zz
          """)
  void aPathIsAnOperationWithValues(String method, String path, String operation, String values) {
    assertThat(OperationPath.of(method, path))
        .hasValueSatisfying(
            found -> {
              assertThat(found.operation().toString()).isEqualTo(operation);
              assertThat(String.join("|", found.values())).isEqualTo(values);
            });
  }

  @Test
  void otherPathsAreNone() {
    assertThat(OperationPath.of("GET", "/wp-admin")).isEmpty();
    assertThat(OperationPath.of("PUT", "/ogc-api/jobs")).isEmpty();
    assertThat(OperationPath.of("GET", "/a/b/ogc-api/jobs")).isEmpty();
  }

  @Test
  void everyOperationIsFoundByItsOwnPath() {
    for (Operation operation : Operations.all()) {
      if (operation.method().equals("HEAD")) {
        continue;
      }
      String path = operation.path().replaceAll("\\{[^}]*}", "x");
      assertThat(OperationPath.of(operation.method(), "/ogc-api" + path))
          .map(OperationPath::operation)
          .contains(operation);
      assertThat(OperationPath.of(operation, "/elsewhere").values()).isEqualTo(List.of());
    }
  }
}
