/** Where in a cluster pods go. */
package org.periplus.container.kubernetes.placement;
