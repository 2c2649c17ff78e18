package org.periplus.api;

/** The profiles of representations: Part 1, 2.0, table "Profile identifiers". */
public final class Profile {

  private static final String BASE = "https://www.opengis.net/def/profile/OGC/0/";

  public static final String PROCESS_LIST = BASE + "ogc-process-list";
  public static final String PROCESS_DESCRIPTION = BASE + "ogc-process-description";
  public static final String JOB_LIST = BASE + "jobs-list";
  public static final String JOB_DESCRIPTION = BASE + "job-description";
  public static final String RESULTS = BASE + "ogc-results";

  private Profile() {}
}
