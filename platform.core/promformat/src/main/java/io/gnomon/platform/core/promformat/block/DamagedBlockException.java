package io.gnomon.platform.core.promformat.block;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a block is not what it should be; the message is a sentence with file and offset. */
public final class DamagedBlockException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /**
     * A damage.
     *
     * @param offset in bytes, where what is damaged begins
     * @param what a sentence without its place
     */
    public DamagedBlockException(Path file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
