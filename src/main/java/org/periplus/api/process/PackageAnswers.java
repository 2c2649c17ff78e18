package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.periplus.process.PackageTexts;
import org.periplus.process.deployment.ProcessPackage;

/** Answers with packages. */
@Dependent
public class PackageAnswers {

  /** The value of the parameter {@code f} for one document with all that it refers to. */
  private static final String PACKED = "cwl";

  private final PackageTexts texts;

  @Inject
  public PackageAnswers(PackageTexts texts) {
    this.texts = texts;
  }

  /**
   * {@code /req/cwl/package-response-body}: in the encoding in which it came, or packed.
   *
   * @param format what the client says of it, or null
   * @throws org.periplus.process.deployment.InvalidPackageException if it cannot be packed
   */
  Response answer(ProcessPackage process, String format) {
    return PACKED.equals(format)
        ? Response.ok(texts.packed(process).toPrettyString(), "application/cwl+json").build()
        : Response.ok(
                texts.of(process).body(),
                MediaType.valueOf(process.mediaType()).withCharset("UTF-8"))
            .build();
  }
}
