/**
 * The manners of HTTP that every resource shares: the URL that clients see, cross-origin requests
 * and compression. Begin reading at {@link org.periplus.api.http.HttpConfiguration}.
 */
package org.periplus.api.http;
