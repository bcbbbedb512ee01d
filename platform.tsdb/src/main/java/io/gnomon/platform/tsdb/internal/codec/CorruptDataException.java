package io.gnomon.platform.tsdb.internal.codec;

import java.io.IOException;

/** Bytes that cannot be what we once wrote. */
public final class CorruptDataException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptDataException(String message) {
        super(message);
    }
}
