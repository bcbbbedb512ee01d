package io.gnomon.platform.core.templates;

/**
 * A file of templates.
 *
 * @param name the file's name without folders, as messages show it
 */
public record NamedText(String name, String text) {}
