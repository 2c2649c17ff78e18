package org.periplus.callback;

import java.util.Optional;
import org.periplus.job.callback.DueCallback;

/** What subscribers are told: implemented by the API, whose representations are sent. */
public interface CallbackBodies {

  /** A body; it is signed and sent in UTF-8. */
  record Body(String mediaType, String content) {}

  /** What is sent for this; empty if the job is gone, so that there is nothing to tell. */
  Optional<Body> body(DueCallback callback);
}
