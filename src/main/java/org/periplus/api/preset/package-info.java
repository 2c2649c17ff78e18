/**
 * Presets of the inputs of processes over HTTP, an addition of ours. May use {@code api}. Begin
 * reading at {@link org.periplus.api.preset.PresetsResource}.
 */
package org.periplus.api.preset;
