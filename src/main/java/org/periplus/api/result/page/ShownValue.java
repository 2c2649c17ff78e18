package org.periplus.api.result.page;

/**
 * A value that is no file.
 *
 * @param text a number, a truth value or a text as it is, all else as indented JSON
 * @param json whether it is JSON
 * @param cut whether it goes on
 */
public record ShownValue(String output, String text, boolean json, boolean cut) {}
