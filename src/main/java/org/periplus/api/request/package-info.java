/**
 * What an execute request says, in its body, its URL and its headers: inputs, the choice of
 * outputs, preferences, subscribers, the key by which it may be repeated. May use {@code api}.
 * Begin reading at {@link org.periplus.api.request.ExecuteRequest}.
 */
package org.periplus.api.request;
