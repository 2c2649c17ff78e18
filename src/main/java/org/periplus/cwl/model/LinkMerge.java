package org.periplus.cwl.model;

/** {@code linkMerge}: how several sources become one value. */
public enum LinkMerge {
  MERGE_NESTED,
  MERGE_FLATTENED
}
