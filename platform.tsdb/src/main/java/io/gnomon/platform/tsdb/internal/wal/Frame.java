package io.gnomon.platform.tsdb.internal.wal;

/** Layout of a record, see docs/formats/wal.md. All numbers are little-endian. */
public final class Frame {
    /** Opens a segment or a checkpoint: magic, version, number, number of the segment before. */
    public static final int SEGMENT = 1;

    /** New series: ids and label sets. */
    public static final int SERIES = 2;

    /** Floats and histograms of one batch. */
    public static final int SAMPLES = 3;

    /** Samples of one batch that came out of order. */
    public static final int LATE = 4;

    /** Exemplars of one batch. */
    public static final int EXEMPLAR = 5;

    /** Metadata of families. */
    public static final int META = 6;

    /** Deleted samples: series and ranges of time. */
    public static final int TOMBSTONE = 7;

    /** First record of a checkpoint after SEGMENT: what is never used again, time boundary. */
    public static final int CHECKPOINT = 8;

    /** Times that several chunks of a checkpoint share. */
    public static final int COLUMN = 9;

    /** Regions of sealed chunks that lie in a file of their own. */
    public static final int REGIONS = 10;

    /** Pairs of name and value of a checkpoint. */
    public static final int PAIRS = 11;

    /** Series of a checkpoint with their open chunks. */
    public static final int HEAD_SERIES = 12;

    /** Closes a segment or a checkpoint: nothing follows. */
    public static final int END = 15;

    /** Flag of the last record of a batch. */
    static final int LAST = 1;

    static final int LENGTH_AT = 0;
    static final int CRC_AT = 4;
    static final int TYPE_AT = 8;
    static final int FLAGS_AT = 9;
    static final int SHARD_AT = 10;
    static final int SEQ_AT = 12;

    /** Bytes of a record before its payload. */
    public static final int HEADER = 20;

    static final int MAGIC = 0x4C41_5747; // "GWAL"
    static final int VERSION = 2;

    /** Bytes of the SEGMENT record. */
    static final int SEGMENT_BYTES = HEADER + 4 + 2 + 8 + 8;

    private Frame() {}
}
