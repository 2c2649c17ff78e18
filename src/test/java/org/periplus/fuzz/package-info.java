/**
 * Coverage-guided fuzzing of what reads the texts of strangers: a class for each reader, which
 * either takes the text or refuses it in words. {@code ./periplus test --fuzz} lets Jazzer look for
 * texts that do worse; the build repeats those in {@code src/test/resources}. Begin reading at
 * {@link org.periplus.fuzz.PreferencesFuzz}, the smallest one, and {@link
 * org.periplus.fuzz.Refusal}.
 */
package org.periplus.fuzz;
