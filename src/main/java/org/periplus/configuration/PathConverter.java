package org.periplus.configuration;

import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** Lets configuration values be paths; MicroProfile Config finds it as a service. */
public class PathConverter implements Converter<Path> {

  private static final long serialVersionUID = 1L;

  @Override
  public Path convert(String value) {
    return value.isEmpty() ? null : Path.of(value);
  }
}
