/**
 * Folders that somebody else has filled, or fills at this moment: measured, handed over, deleted
 * without following a link, and checked before anybody follows their links. Plain Java. Begin
 * reading at {@link org.periplus.folder.OpenFolder}.
 */
package org.periplus.folder;
