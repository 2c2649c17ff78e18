/**
 * What the configuration of more than one package is made of: the data directory and values with
 * units. Each other group of keys is a record beside the code that uses it; MicroProfile Config
 * fills it in, and its defaults stand at its components. {@code docs/configuration.md} lists every
 * key. May use nothing of ours. Begin reading at {@link org.periplus.configuration.DataDirectory}.
 */
package org.periplus.configuration;
