package org.periplus.security.quota;

/**
 * What a row of the table is found by.
 *
 * @param owner empty for all users of the tenant
 */
record UsageRow(String tenant, String owner, Measure measure, String period) {}
