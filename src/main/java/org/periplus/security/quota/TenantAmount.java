package org.periplus.security.quota;

/** How much a tenant has of something that is counted. */
public record TenantAmount(String tenant, long amount) {}
