package io.gnomon.model.storage;

/**
 * Figures of a store.
 *
 * @param series series that can still take samples
 * @param minTimeMillis time of the oldest sample, {@link Long#MAX_VALUE} in an empty store
 * @param maxTimeMillis time of the newest sample, {@link Long#MIN_VALUE} in an empty store
 * @param diskBytes bytes on disk
 * @param samplesAppended samples committed since the store was opened
 */
public record StorageStats(
        long series,
        long minTimeMillis,
        long maxTimeMillis,
        long diskBytes,
        long samplesAppended) {}
