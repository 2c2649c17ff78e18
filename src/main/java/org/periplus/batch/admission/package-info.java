/**
 * Admission: whether this server takes jobs at all, and who may start a container now, within the
 * limits for processors and memory, fairly over tenants, while the disk has room. May use {@code
 * configuration}. Begin reading at {@link org.periplus.batch.admission.ContainerSlots}.
 */
package org.periplus.batch.admission;
