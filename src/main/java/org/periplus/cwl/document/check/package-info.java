/**
 * Finds links, defaults and orders of steps that can never work. May use {@code source}, {@code
 * cwl.model} and {@code cwl.value}. Begin reading at {@link
 * org.periplus.cwl.document.check.LinkCheck}.
 */
package org.periplus.cwl.document.check;
