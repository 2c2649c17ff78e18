/**
 * The whole product, as its users meet it: the packaged WAR on Payara Micro with a real container
 * engine, spoken to over HTTP. {@link org.periplus.system.Server} is the way in.
 */
package org.periplus.system;
