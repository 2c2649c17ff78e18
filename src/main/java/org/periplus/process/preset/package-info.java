/**
 * Inputs of a process that users keep under a name, to fill its form with again. Begin reading at
 * {@link org.periplus.process.preset.Presets}.
 */
package org.periplus.process.preset;
