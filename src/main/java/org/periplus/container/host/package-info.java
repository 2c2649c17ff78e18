/** Tools on this machine itself, without a container around them. */
package org.periplus.container.host;
