package io.gnomon.spi.common;

/** Settings of a plugin that has none. */
public record NoSettings() {}
