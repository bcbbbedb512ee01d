package io.gnomon.model.storage;

/** A store could not do what was asked; the message is one sentence for the operator. */
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a caller can do about it. */
    public enum Kind {
        /** Not there now (starting, being replaced, read-only after a failure): try again. */
        UNAVAILABLE,
        /** No room on the disk: writes are refused until there is. */
        FULL,
        /** The data is damaged; the message names the file. */
        CORRUPT,
        /** What was asked for is no longer kept. */
        GONE,
        /** The caller was interrupted. */
        CANCELLED,
        /** Reading or writing failed. */
        IO
    }

    private final Kind kind;

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
