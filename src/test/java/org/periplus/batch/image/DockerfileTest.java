package org.periplus.batch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.tool.plan.PlanException;

class DockerfileTest {

  @Test
  void isBuiltOnTheDigestsOfItsBases() {
    Dockerfile file =
        Dockerfile.of(
            """
            # syntax=docker/dockerfile:1
            from debian:12 as made
            RUN apt-get install \\
                # a comment
                -y cc && \\

                echo done
            FROM made AS more
            FROM alpine
            COPY --from=made /a /b
            COPY --from=0 /a /c
            CMD ["sh"]
            """);

    assertThat(file.bases()).containsExactly("debian:12", "alpine");
    assertThat(file.on(Map.of("debian:12", "sha256:1", "alpine", "sha256:2")))
        .isEqualTo(
            """
            FROM sha256:1 as made
            RUN apt-get install     -y cc &&     echo done
            FROM made AS more
            FROM sha256:2
            COPY --from=made /a /b
            COPY --from=0 /a /c
            CMD ["sh"]
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nADD http://127.0.0.1:8080/ /x",
        "FROM debian\n  add http://127.0.0.1:8080/ /x",
        "FROM debian\nAD\\\nD http://127.0.0.1:8080/ /x",
        "FROM debian\nADD\thttp://127.0.0.1:8080/ /x",
        "FROM debian\nRUN true \\\\\nADD http://127.0.0.1:8080/ /x",
        "FROM debian\nRUN true\rADD http://127.0.0.1:8080/ /x",
        "FROM debian\nONBUILD ADD http://127.0.0.1:8080/ /x",
        "# escape=`\nFROM debian\nRUN true \\\nADD http://127.0.0.1:8080/ /x",
        "FROM debian\n\u00a0ADD http://127.0.0.1:8080/ /x",
        "FROM debian\nADD\u2003http://127.0.0.1:8080/ /x",
        "\ufeffFROM debian\nADD http://127.0.0.1:8080/ /x",
        "FROM debian\nNONSENSE",
        "FROM debian\nRUN <<E\nADD http://127.0.0.1:8080/ /x\nE",
        "ARG BASE=localhost:5000/x\nFROM $BASE",
        "ARG BASE=localhost:5000/x\nFROM ${BASE}",
        "FROM --platform=linux/arm64 debian",
        "FROM debian AS a b",
        "FROM",
        "FROM debian\nCOPY --from=localhost:5000/x /a /b",
        "FROM debian\nCOPY --from=periplus-built:1 /a /b",
        "FROM debian\nCOPY --from=$X /a /b",
        "FROM debian\nCOPY Dockerfile /b",
        "FROM debian\nRUN --mount=type=bind,from=localhost:5000/x cat /a",
        "FROM debian\nRUN --network=host true",
        "FROM debian\nRUN --security=insecure true"
      })
  void refusesWhatTheEngineItselfWouldFetchOrOpen(String text) {
    assertThatThrownBy(() -> Dockerfile.of(text))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("DockerRequirement.dockerFile: ");
  }
}
