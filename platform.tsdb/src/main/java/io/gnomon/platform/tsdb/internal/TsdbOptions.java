package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import org.jspecify.annotations.Nullable;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * How a store is opened.
 *
 * @param data folder of the data; wal and index lie in it
 * @param retentionMillis age, counted from the newest sample, at which samples are dropped
 * @param exemplars how many exemplars are kept
 * @param segmentBytes size of a segment of the log
 * @param checkpointBytes least growth of the log that makes a checkpoint worth while
 * @param clock says what is too far in the future
 * @param files opens the files of the log
 */
record TsdbOptions(
        Path data,
        long retentionMillis,
        int exemplars,
        int segmentBytes,
        long checkpointBytes,
        InstantSource clock,
        ChannelOpener files) {

    private static final String DEFAULT_RETENTION = "15d";
    private static final int DEFAULT_EXEMPLARS = 100_000;

    /** The server's defaults. */
    static TsdbOptions at(Path data) {
        return new TsdbOptions(
                data,
                Durations.parseMillis(DEFAULT_RETENTION),
                DEFAULT_EXEMPLARS,
                Wal.SEGMENT_BYTES,
                2L * Wal.SEGMENT_BYTES,
                InstantSource.system(),
                FileChannel::open);
    }

    /**
     * Reads the server's flags.
     *
     * @throws IllegalArgumentException when a flag has a value that cannot be used
     */
    static TsdbOptions of(Function<String, @Nullable String> flags) {
        String data = flags.apply("gnomon.data");
        if (data == null) {
            data = flags.apply("storage.tsdb.path");
        }
        TsdbOptions defaults = at(Path.of(data == null ? "data" : data));
        String retention = flags.apply("storage.tsdb.retention.time");
        if (retention == null || retention.isEmpty()) {
            return defaults;
        }
        try {
            long millis = Durations.parseMillis(retention);
            return millis == 0 ? defaults : defaults.withRetention(millis);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--storage.tsdb.retention.time: " + e.getMessage(), e);
        }
    }

    TsdbOptions withRetention(long millis) {
        return new TsdbOptions(
                data, millis, exemplars, segmentBytes, checkpointBytes, clock, files);
    }

    TsdbOptions withFiles(ChannelOpener opener) {
        return new TsdbOptions(
                data, retentionMillis, exemplars, segmentBytes, checkpointBytes, clock, opener);
    }

    TsdbOptions withSegments(int bytes, long checkpointAt) {
        return new TsdbOptions(data, retentionMillis, exemplars, bytes, checkpointAt, clock, files);
    }
}
