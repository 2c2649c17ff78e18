package org.periplus.cwl.model;

/** {@code pickValue}: which of several sources count when some are null. */
public enum PickValue {
  FIRST_NON_NULL,
  THE_ONLY_NON_NULL,
  ALL_NON_NULL
}
