/**
 * Files that travel to containers on other machines, and back: which there are for one run, who may
 * ask for them, and how they are packed. Knows neither HTTP nor a container engine. Begin reading
 * at {@link org.periplus.transfer.Transfers}.
 */
package org.periplus.transfer;
