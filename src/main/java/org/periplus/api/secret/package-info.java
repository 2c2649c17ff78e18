/** Named secrets over HTTP: they are written, listed and forgotten, and never shown. */
package org.periplus.api.secret;
