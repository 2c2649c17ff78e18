package org.periplus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  /** The example of the recommendation, section 3.2.4. */
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void readsTheExampleOfTheRecommendation() {
    TraceContext trace = TraceContext.of(EXAMPLE, null).orElseThrow();

    assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(trace.parentId()).isEqualTo("00f067aa0ba902b7");
    assertThat(trace.flags()).isEqualTo(TraceContext.SAMPLED);
    assertThat(trace.parent()).isEqualTo(EXAMPLE);
    assertThat(trace.state()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
      })
  void ignoresAWrongParent(String traceparent) {
    assertThat(TraceContext.of(traceparent, "congo=t61rcWkgMzE")).isEmpty();
  }

  @Test
  void readsWhatItKnowsOfAFutureVersionAndPassesItOnInItsOwn() {
    TraceContext trace =
        TraceContext.of("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-what", null)
            .orElseThrow();

    assertThat(trace.parent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03");
  }

  @Test
  void keepsTheStateInItsOrder() {
    assertThat(state("rojo=00f067aa0ba902b7 , congo=t61rcWkgMzE,,"))
        .isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    assertThat(state("fw529a3039@dt=FfAfOwoA;x y")).isEqualTo("fw529a3039@dt=FfAfOwoA;x y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rojo", "Rojo=1", "rojo=1=2", "rojo=1,rojo=2", "=1", "rojo=é"})
  void ignoresAWrongStateAlone(String tracestate) {
    assertThat(state(tracestate)).isEmpty();
  }

  @Test
  void ignoresAStateOfMoreThan32Members() {
    String most =
        IntStream.range(0, 32).mapToObj(i -> "key" + i + "=1").collect(Collectors.joining(","));

    assertThat(state(most)).isEqualTo(most);
    assertThat(state(most + ",more=1")).isEmpty();
  }

  @Test
  void theNextServerSeesTheSameTraceWithAnotherParent() {
    TraceContext trace = TraceContext.of(EXAMPLE, "congo=t61rcWkgMzE").orElseThrow();

    TraceContext next = trace.next();

    assertThat(next.traceId()).isEqualTo(trace.traceId());
    assertThat(next.parentId()).isNotEqualTo(trace.parentId());
    assertThat(next.state()).isEqualTo(trace.state());
    assertThat(TraceContext.of(next.parent(), next.state())).contains(next);
  }

  @Test
  void aJobsOwnTraceIsNotSampled() {
    TraceContext own = TraceContext.ofJob(UUID.randomUUID());

    assertThat(own.flags()).isZero();
    assertThat(TraceContext.of(own.parent(), null)).contains(own);
  }

  private static String state(String tracestate) {
    return TraceContext.of(EXAMPLE, tracestate).orElseThrow().state();
  }
}
