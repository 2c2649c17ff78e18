package org.periplus.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.periplus.cwl.model.Process;
import org.periplus.process.deployment.DocumentConfiguration;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.description.ProcessConfiguration;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

/** Packages for tests, read by the real parts. */
public final class Packages {

  private Packages() {}

  public static PackageReader reader() {
    return readerThatMayAsk("*");
  }

  static PackageReader readerThatMayAsk(String host) {
    return new PackageReader(
        new Egress(EgressConfiguration.defaults().allowing(host)),
        ProcessConfiguration.defaults(),
        DocumentConfiguration.defaults());
  }

  public static PackageSource waterBodies() {
    try (InputStream file = Packages.class.getResourceAsStream("/packages/water-bodies.cwl")) {
      return cwl(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PackageSource cwl(String document) {
    return PackageSource.ofDocument("application/cwl+yaml", document);
  }

  /** A tool with these inputs, in YAML's flow style. */
  public static Process taking(String inputs) {
    return describe(inputs).process();
  }

  /** The same with a requirement. */
  public static Process taking(String inputs, String requirement) {
    return read(inputs, ", requirements: {" + requirement + ": {}}").process();
  }

  public static PackageReader.Read describe(String inputs) {
    return read(inputs, "");
  }

  private static PackageReader.Read read(String inputs, String more) {
    return reader()
        .read(
            "",
            cwl(
                "{cwlVersion: v1.2, class: CommandLineTool, id: tool, baseCommand: [echo],"
                    + " outputs: {}, inputs: "
                    + inputs
                    + more
                    + "}"),
            Optional.empty(),
            Optional.empty());
  }
}
