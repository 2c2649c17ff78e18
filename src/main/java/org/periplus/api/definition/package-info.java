/**
 * The OpenAPI document of this server: the resources, which {@code META-INF/openapi.yaml} and the
 * annotations of MicroProfile OpenAPI describe, and the deployed processes. Begin reading at {@link
 * org.periplus.api.definition.ApiDefinition}.
 */
package org.periplus.api.definition;
