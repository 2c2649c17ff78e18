/**
 * Lets those use a resource who have the role that its operation needs: the check of {@code
 * security.access} on Jakarta REST. Begin reading at {@link
 * org.periplus.api.access.OperationFilter}.
 */
package org.periplus.api.access;
