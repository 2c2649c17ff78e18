package org.periplus.batch.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What users read of failures. */
class FailureReasonsTest {

  private static final String JOB =
      "/srv/data/jobs/2b0f3b1e-8f0a-4a51-9b0e-0d1f0c9a2f11/work/crop/out/x.tif";

  private final FailureReasons reasons = new FailureReasons(Path.of("/srv/data"));

  @Test
  void filesAreCalledAsTheJobKnowsThem() {
    assertThat(reasons.of(new NoSuchFileException(JOB)))
        .isEqualTo("'crop/out/x.tif' does not exist");
    assertThat(reasons.of(new UncheckedIOException(new AccessDeniedException(JOB))))
        .isEqualTo("'crop/out/x.tif' may not be read or written");
    assertThat(reasons.of(new FileSystemException(JOB, null, "File name too long")))
        .isEqualTo("'crop/out/x.tif': File name too long");
    assertThat(reasons.of(new IOException("mount of " + JOB + " failed")))
        .isEqualTo("mount of crop/out/x.tif failed");
  }

  @Test
  void classesOfJavaAreNotNamed() {
    assertThat(
            reasons.of(
                new IOException("it could not be read: java.nio.file.NoSuchFileException: " + JOB)))
        .isEqualTo("it could not be read: crop/out/x.tif");
  }

  @Test
  void aLongTextWithManyDotsIsReadAtOnce() {
    String dots = "a.".repeat(500_000);

    assertThat(reasons.of(new IOException(dots + "java.io.IOException: away"))).isEqualTo("away");
    assertThat(reasons.of(new IOException(dots))).isEqualTo(dots);
  }
}
