package org.periplus.security.identity;

/** Of which tenants this server keeps something, whatever the configuration says of them. */
public interface StoredTenants {

  /** Whether there are jobs of a tenant. */
  boolean haveJobsOf(String tenant);
}
