package org.periplus.security.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;

class AuditKindTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          POST,   /processes,                            CHANGES
          PATCH,  /processes/{processID}/access,         CHANGES
          GET,    /processes/{processID}/execution,      CHANGES
          DELETE, /jobs/{jobID},                         CHANGES
          GET,    /login,                                READS
          GET,    /login/{issuer},                       CHANGES
          POST,   /logout,                               CHANGES
          POST,   /logout/{issuer},                      CHANGES
          GET,    /jobs/{jobID}/results,                 RESULTS
          GET,    /jobs/{jobID}/results/{outputID}/{N},  RESULTS
          GET,    /jobs/{jobID}/files/{path},            RESULTS
          GET,    /jobs/{jobID}/files.zip,               RESULTS
          GET,    /jobs/{jobID}/logs/{name}.log,         LOGS
          GET,    /jobs/{jobID}/inputs,                  INPUTS
          GET,    /jobs/{jobID}/prov,                    INPUTS
          GET,    /processes/{processID}/package,        INPUTS
          GET,    /audit,                                AUDIT
          GET,    /jobs,                                 READS
          GET,    /jobs/{jobID},                         READS
          GET,    /jobs/{jobID}/outputs,                 READS
          GET,    /me,                                   READS
          PUT,    /transfers/{name}/outputs,            CHANGES
          """)
  void anOperationIsOfAKind(String method, String path, AuditKind kind) {
    assertThat(AuditKind.of(Operations.of(method, path).orElseThrow())).isEqualTo(kind);
  }

  /** Also what a later operation does, without anybody thinking of it. */
  @Test
  void whatIsNotReadIsRecorded() {
    for (Operation operation : Operations.all()) {
      if (!operation.method().matches("GET|HEAD")) {
        assertThat(AuditKind.of(operation)).isEqualTo(AuditKind.CHANGES);
      }
    }
  }

  @Test
  void theConfigurationNamesKinds() {
    assertThat(AuditKind.read("changes, refusals"))
        .containsExactlyInAnyOrder(AuditKind.CHANGES, AuditKind.REFUSALS);
    assertThat(AuditKind.read("none")).isEmpty();
    assertThatThrownBy(() -> AuditKind.read("changes,everything"))
        .hasMessageStartingWith("periplus.audit.operations: 'everything' is none of changes");
  }
}
