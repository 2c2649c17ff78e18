package org.periplus.staging.fetch;

/** Is told how the stage-in of a job goes, by several threads. */
public interface StageInListener {

  /** For those who only want the result. */
  StageInListener NONE = progress -> {};

  /** How far the downloads are; not more than once in a second. */
  void progressed(StageInProgress progress);

  /** A file has come. */
  default void fetched(FetchedFile file) {}
}
