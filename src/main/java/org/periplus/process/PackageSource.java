package org.periplus.process;

/**
 * A package as it came.
 *
 * @param mediaType of the body
 * @param body what was posted, unchanged
 * @param document the CWL document: the body itself, or what it holds or refers to
 * @param name what the document is called in messages: its URL, or a file name
 */
public record PackageSource(String mediaType, String body, String document, String name) {}
