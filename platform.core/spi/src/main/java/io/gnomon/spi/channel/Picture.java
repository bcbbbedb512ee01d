package io.gnomon.spi.channel;

/**
 * A picture that belongs to a notification.
 *
 * @param name of the file, such as {@code graph-1.png}; no two of a notification are the same
 * @param mediaType such as {@code image/png}
 * @param description what it shows, for those who cannot see it; plain text
 * @param bytes the file; not changed by anybody
 */
public record Picture(String name, String mediaType, String description, byte[] bytes) {}
