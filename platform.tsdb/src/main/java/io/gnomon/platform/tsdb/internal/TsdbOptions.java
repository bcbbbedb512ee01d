package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.tsdb.internal.head.HeadOptions;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import org.jspecify.annotations.Nullable;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How a store is opened.
 *
 * @param data folder of the data; wal, blocks and index lie in it
 * @param retentionMillis age, counted from the newest sample, at which samples are dropped, 0 for
 *     never
 * @param exemplars how many exemplars are kept in memory
 * @param lateMillis how far behind the newest sample samples out of order may be, 0 takes none
 * @param limits how many series there may be
 * @param segmentBytes size of a segment of the log
 * @param checkpointBytes least size of the log that makes a checkpoint worth while
 * @param life of blocks
 * @param clock says what is too far in the future
 * @param files opens the files of log and blocks
 */
record TsdbOptions(
        Path data,
        long retentionMillis,
        int exemplars,
        long lateMillis,
        SeriesLimits limits,
        int segmentBytes,
        long checkpointBytes,
        LifeOptions life,
        InstantSource clock,
        ChannelOpener files) {

    private static final long DEFAULT_RETENTION_MILLIS = TimeUnit.DAYS.toMillis(15);

    /** An age that no sample reaches, far from where times overflow. */
    private static final long NEVER_MILLIS = Long.MAX_VALUE / 4;

    private static final int DEFAULT_EXEMPLARS = 100_000;

    /** Replaying so much takes a third of a second. */
    private static final long DEFAULT_CHECKPOINT_BYTES = 16L << 20;

    /** The server's defaults. */
    static TsdbOptions at(Path data) {
        return new TsdbOptions(
                data,
                DEFAULT_RETENTION_MILLIS,
                DEFAULT_EXEMPLARS,
                0,
                SeriesLimits.NONE,
                Wal.SEGMENT_BYTES,
                DEFAULT_CHECKPOINT_BYTES,
                LifeOptions.DEFAULTS,
                InstantSource.system(),
                FileChannel::open);
    }

    /**
     * Reads the server's flags. As in Prometheus 15 days are kept when neither time nor size is
     * given; with a size alone, time is no limit.
     *
     * @throws IllegalArgumentException when a flag has a value that cannot be used
     */
    static TsdbOptions of(Function<String, @Nullable String> flags) {
        String data = flags.apply("gnomon.data");
        if (data == null) {
            data = flags.apply("storage.tsdb.path");
        }
        long bytes = number(flags, "storage.tsdb.retention.size", ByteSizes::parse, 0);
        long time = number(flags, "storage.tsdb.retention.time", Durations::parseMillis, 0);
        long lowest =
                number(
                        flags,
                        "storage.tsdb.min-block-duration",
                        Durations::parseMillis,
                        LifeOptions.DEFAULTS.lowestMillis());
        long longest = number(flags, "storage.tsdb.max-block-duration", Durations::parseMillis, 0);
        if (lowest <= 0) {
            throw new IllegalArgumentException(
                    "--storage.tsdb.min-block-duration: must be longer than 0");
        }
        if (longest > 0 && longest < lowest) {
            throw new IllegalArgumentException(
                    "--storage.tsdb.max-block-duration: must not be shorter than"
                            + " --storage.tsdb.min-block-duration");
        }
        return at(Path.of(data == null ? "data" : data))
                .withRetention(time == 0 && bytes == 0 ? DEFAULT_RETENTION_MILLIS : time)
                .withLife(
                        LifeOptions.DEFAULTS
                                .withLowest(lowest)
                                .withLongest(longest)
                                .withBytes(bytes));
    }

    /** Reads a text. */
    private interface Parser {
        long parse(String text);
    }

    private static long number(
            Function<String, @Nullable String> flags, String name, Parser parser, long absent) {
        String text = flags.apply(name);
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + name + ": " + e.getMessage(), e);
        }
    }

    /** What the head takes in. */
    HeadOptions head() {
        return new HeadOptions(
                retentionMillis > 0 ? retentionMillis : NEVER_MILLIS,
                exemplars,
                lateMillis,
                limits);
    }

    TsdbOptions withRetention(long millis) {
        return new TsdbOptions(
                data,
                millis,
                exemplars,
                lateMillis,
                limits,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                files);
    }

    TsdbOptions withHead(long takenLateMillis, SeriesLimits series) {
        return new TsdbOptions(
                data,
                retentionMillis,
                exemplars,
                takenLateMillis,
                series,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                files);
    }

    TsdbOptions withFiles(ChannelOpener opener) {
        return new TsdbOptions(
                data,
                retentionMillis,
                exemplars,
                lateMillis,
                limits,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                opener);
    }

    TsdbOptions withSegments(int bytes, long checkpointAt) {
        return new TsdbOptions(
                data,
                retentionMillis,
                exemplars,
                lateMillis,
                limits,
                bytes,
                checkpointAt,
                life,
                clock,
                files);
    }

    TsdbOptions withClock(InstantSource other) {
        return new TsdbOptions(
                data,
                retentionMillis,
                exemplars,
                lateMillis,
                limits,
                segmentBytes,
                checkpointBytes,
                life,
                other,
                files);
    }

    TsdbOptions withLife(LifeOptions other) {
        return new TsdbOptions(
                data,
                retentionMillis,
                exemplars,
                lateMillis,
                limits,
                segmentBytes,
                checkpointBytes,
                other,
                clock,
                files);
    }
}
