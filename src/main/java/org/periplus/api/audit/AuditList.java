package org.periplus.api.audit;

import java.util.List;
import java.util.Map;
import org.periplus.api.Link;
import org.periplus.security.audit.AuditEvent;

/**
 * A part of the audit trail, newest first.
 *
 * @param filter what was asked for, by the names of the parameters
 */
public record AuditList(Map<String, String> filter, List<AuditEvent> entries, List<Link> links) {}
