/**
 * The port to what runs containers. Nothing here knows of jobs or CWL. Begin reading at {@link
 * org.periplus.container.ContainerEngine}; the adapter for Docker Engine is in {@code docker}.
 */
package org.periplus.container;
