package org.periplus.api.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.junit.jupiter.api.Test;

class ServedTypesTest {

  /** A resource with a method for its page, and another below it. */
  static final class Pages {
    @GET
    @Produces("application/json")
    public String json() {
      return "";
    }

    @GET
    @Produces("text/html;qs=0.9")
    public String page() {
      return "";
    }

    @GET
    @Path("text")
    @Produces("text/plain")
    public String text() {
      return "";
    }

    @GET
    @Path("open")
    public String open() {
      return "";
    }
  }

  @Test
  void areThoseOfAllMethodsOfTheSameResource() throws Exception {
    assertThat(ServedTypes.of(Pages.class.getMethod("json")))
        .containsExactly("application/json", "text/html;qs=0.9");
    assertThat(ServedTypes.of(Pages.class.getMethod("page")))
        .containsExactly("application/json", "text/html;qs=0.9");
    assertThat(ServedTypes.of(Pages.class.getMethod("text"))).containsExactly("text/plain");
    assertThat(ServedTypes.of(Pages.class.getMethod("open"))).isEmpty();
  }
}
