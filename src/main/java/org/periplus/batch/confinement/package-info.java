/**
 * What keeps tools from all that is not theirs, on this machine: their users, the modes of files,
 * the limits of containers and folders. Begin reading at {@link
 * org.periplus.batch.confinement.Sandbox}.
 */
package org.periplus.batch.confinement;
