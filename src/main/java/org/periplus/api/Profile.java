package org.periplus.api;

/** The profiles of representations: Part 1, 2.0, table "Profile identifiers". */
final class Profile {

  private static final String BASE = "https://www.opengis.net/def/profile/OGC/0/";

  static final String PROCESS_LIST = BASE + "ogc-process-list";
  static final String PROCESS_DESCRIPTION = BASE + "ogc-process-description";
  static final String JOB_LIST = BASE + "jobs-list";
  static final String JOB_DESCRIPTION = BASE + "job-description";
  static final String RESULTS = BASE + "ogc-results";

  private Profile() {}
}
