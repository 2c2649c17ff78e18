/**
 * The catalogue: the processes of all tenants, deployed ones and those of the server itself. May
 * use the rooms below, {@code cwl}, {@code persistence} and {@code security}. Begin reading at
 * {@link org.periplus.process.ProcessCatalogue}.
 */
package org.periplus.process;
