package io.gnomon.model.storage;

/**
 * Figures of a store.
 *
 * @param series series that can still take samples
 * @param minTimeMillis time of the oldest sample, {@link Long#MAX_VALUE} in an empty store
 * @param maxTimeMillis time of the newest sample, {@link Long#MIN_VALUE} in an empty store
 * @param diskBytes bytes on disk
 * @param samplesAppended samples committed since the store was opened
 * @param headChunks pieces that the samples of those series are packed in; may be a minute old
 * @param log the write-ahead log
 */
public record StorageStats(
        long series,
        long minTimeMillis,
        long maxTimeMillis,
        long diskBytes,
        long samplesAppended,
        long headChunks,
        Log log) {

    /**
     * A write-ahead log.
     *
     * @param firstSegment number of the oldest segment that is kept
     * @param lastSegment number of the segment that is written
     * @param damages places that could not be read when the store was opened
     */
    public record Log(long firstSegment, long lastSegment, long damages) {
        /** A store without one. */
        public static final Log NONE = new Log(0, 0, 0);
    }
}
