package org.periplus.api.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.StepList;
import org.periplus.staging.store.StoredFile;

/**
 * The log of a step as its page shows it.
 *
 * @param going whether more may come
 * @param size how much text there is, in bytes
 * @param position from where events go on
 * @param text the text, with colours and nothing else that a terminal obeys; read while the page is
 *     written
 */
public record LogPage(
    StatusInfo job,
    StepList.Step step,
    boolean going,
    long size,
    long position,
    @JsonIgnore Optional<StoredFile> text) {

  /** Opens the text; it may be large. */
  public InputStream open() throws IOException {
    return text.isEmpty() ? InputStream.nullInputStream() : text.get().read(0, text.get().size());
  }
}
