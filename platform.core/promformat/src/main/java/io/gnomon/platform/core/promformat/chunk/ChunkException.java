package io.gnomon.platform.core.promformat.chunk;

/** Bytes are not the chunk that they should be; the message says what is wrong, not where. */
public final class ChunkException extends Exception {
    private static final long serialVersionUID = 1L;

    public ChunkException(String message) {
        super(message);
    }
}
