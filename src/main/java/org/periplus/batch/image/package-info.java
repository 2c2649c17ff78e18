/**
 * Which image a tool runs in, and how the engine gets it: what packages may name, what is built,
 * imported and loaded for them, and when that goes again. Begin reading at {@link
 * org.periplus.batch.image.ToolImages}.
 */
package org.periplus.batch.image;
