/**
 * Which container engine this server has: Docker Engine or Kubernetes. Begin reading at {@link
 * org.periplus.batch.engine.EngineConfiguration}.
 */
package org.periplus.batch.engine;
