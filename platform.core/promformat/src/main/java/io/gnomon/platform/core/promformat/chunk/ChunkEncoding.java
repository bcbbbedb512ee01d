package io.gnomon.platform.core.promformat.chunk;

/** The byte that says how a chunk is encoded. ST is start timestamps. */
public final class ChunkEncoding {
    public static final int XOR = 1;
    public static final int HISTOGRAM = 2;
    public static final int FLOAT_HISTOGRAM = 3;
    public static final int XOR2 = 4;
    public static final int HISTOGRAM_ST = 5;
    public static final int FLOAT_HISTOGRAM_ST = 6;

    private ChunkEncoding() {}
}
