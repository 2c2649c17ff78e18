/**
 * The adapter for Kubernetes: a container is a pod, which the cluster's scheduler gives a node. One
 * informer sees all pods; files are shared by volumes. Begin reading at {@link
 * org.periplus.container.kubernetes.KubernetesEngine}.
 */
package org.periplus.container.kubernetes;
