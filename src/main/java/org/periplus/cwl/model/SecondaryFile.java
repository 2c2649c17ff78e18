package org.periplus.cwl.model;

import java.util.Optional;

/**
 * One entry of {@code secondaryFiles}.
 *
 * @param pattern a pattern such as {@code .idx} or {@code ^.bai}, or an expression
 * @param required {@code true}, {@code false} or an expression; empty means the default, which is
 *     true for inputs and false for outputs
 */
public record SecondaryFile(String pattern, Optional<String> required) {}
