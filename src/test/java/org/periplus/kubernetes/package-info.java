/**
 * What needs a real Kubernetes, the one of {@code KUBECONFIG} or that of {@code
 * docker/kubernetes/cluster}: the cluster itself and the Helm chart. {@code ./periplus test
 * --kubernetes} runs what is tagged so, here and elsewhere. Begin reading at {@link
 * org.periplus.kubernetes.Cluster}.
 */
package org.periplus.kubernetes;
