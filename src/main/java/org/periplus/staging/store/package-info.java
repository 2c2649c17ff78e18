/**
 * The port to where what is left of jobs lies, {@link org.periplus.staging.store.ResultStore},
 * where reading begins, and the one in a folder of the server. May use {@code staging.file}.
 */
package org.periplus.staging.store;
