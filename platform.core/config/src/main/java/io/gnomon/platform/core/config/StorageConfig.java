package io.gnomon.platform.core.config;

import io.gnomon.model.storage.StorageRules;
import io.gnomon.spi.common.ByteSize;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.List;

/** {@code storage} in prometheus.yml. */
public record StorageConfig(TsdbConfig tsdb, ExemplarsConfig exemplars) {
    public static final StorageConfig DEFAULTS =
            new StorageConfig(
                    new TsdbConfig(
                            Duration.ZERO,
                            0,
                            new RetentionConfig(Duration.ZERO, 0, 0),
                            new ChunkEncodingConfig("")),
                    new ExemplarsConfig(StorageRules.EXEMPLARS));

    /**
     * Which exemplars are kept.
     *
     * @param maxExemplars how many, the newest ones; 0 and less for none
     */
    public record ExemplarsConfig(@Default("100000") long maxExemplars) {}

    /**
     * How the store takes and keeps samples.
     *
     * @param outOfOrderTimeWindow how far behind the newest sample one may be that comes late
     * @param staleSeriesCompactionThreshold accepted and not needed
     * @param chunkEncoding accepted and not needed: our chunks are of another kind
     */
    public record TsdbConfig(
            @Default("0s") Duration outOfOrderTimeWindow,
            @Default("0") @Limit(min = 0, max = 1) double staleSeriesCompactionThreshold,
            RetentionConfig retention,
            ChunkEncodingConfig chunkEncoding) {}

    /** How Prometheus packs floats. */
    public record ChunkEncodingConfig(@Default("") String floats) {
        public ChunkEncodingConfig {
            if (!List.of("", "xor", "xor2").contains(floats)) {
                throw new IllegalArgumentException(
                        "'storage.tsdb.chunk_encoding.floats' must be 'xor' or 'xor2', or the field"
                                + " must be omitted entirely, got \""
                                + floats
                                + "\"");
            }
        }
    }

    /** How much is kept; what is 0 the flags of the server decide. */
    public record RetentionConfig(
            @Default("0s") Duration time,
            @Default("0") @ByteSize long size,
            @Default("0") double percentage) {
        public RetentionConfig {
            if (!(percentage >= 0 && percentage <= 100)) {
                throw new IllegalArgumentException(
                        "'storage.tsdb.retention.percentage' must be in the range [0, 100]");
            }
        }

        StorageRules.Kept kept() {
            return new StorageRules.Kept(time.toMillis(), size, percentage);
        }
    }
}
