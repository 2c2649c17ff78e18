/**
 * The container port on Docker Engine, by docker-java. Begin reading at {@link
 * org.periplus.container.docker.DockerEngine}.
 */
package org.periplus.container.docker;
