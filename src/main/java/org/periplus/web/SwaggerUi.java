package org.periplus.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where the WebJar of Swagger UI has its files; it says its own version. */
final class SwaggerUi {

  private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** The folder on the class path, with a slash at its end. */
  static final String FOLDER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

  private SwaggerUi() {}

  private static String version() {
    try (InputStream pom = SwaggerUi.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
