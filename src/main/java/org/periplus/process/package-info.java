/**
 * The catalogue: deployed application packages, their revisions, their descriptions, and the check
 * of what an execution is given against them. May use {@code cwl}, {@code persistence}, {@code
 * configuration} and {@code security} (the egress rule, for packages by reference). Begin reading
 * at {@link org.periplus.process.ProcessCatalogue}.
 */
package org.periplus.process;
