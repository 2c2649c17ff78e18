/**
 * Which representation of a resource a client gets, and what each carries: the parameter {@code f},
 * the header {@code Accept}, entity tags, links to profiles and alternates. Filters around all
 * resources, which know the records that these answer. Begin reading at {@link
 * org.periplus.api.negotiation.FormatFilter}.
 */
package org.periplus.api.negotiation;
