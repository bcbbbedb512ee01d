package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.tsdb.internal.head.HeadOptions;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits;
import io.gnomon.platform.tsdb.internal.life.Retention;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How a store is opened.
 *
 * @param data folder of the data; wal, blocks and index lie in it
 * @param retentionMillis age, counted from the newest sample, at which samples are dropped, 0 for
 *     never
 * @param retentionIsDefault nobody asked for that age
 * @param exemplars how many exemplars are kept in memory until the rules are known
 * @param segmentBytes size of a segment of the log
 * @param checkpointBytes least size of the log that makes a checkpoint worth while
 * @param life of blocks
 * @param clock says what is too far in the future
 * @param files opens the files of log and blocks
 * @param startZeros a 0 is stored where a counter began, see {@link HeadOptions}
 */
record TsdbOptions(
        Path data,
        long retentionMillis,
        boolean retentionIsDefault,
        int exemplars,
        int segmentBytes,
        long checkpointBytes,
        LifeOptions life,
        InstantSource clock,
        ChannelOpener files,
        boolean startZeros) {

    private static final long DEFAULT_RETENTION_MILLIS = TimeUnit.DAYS.toMillis(15);

    private static final int DEFAULT_EXEMPLARS = 100_000;

    private static final String START_ZEROS = "created-timestamp-zero-ingestion";

    /** Replaying so much takes a third of a second. */
    private static final long DEFAULT_CHECKPOINT_BYTES = 16L << 20;

    /** The server's defaults. */
    static TsdbOptions at(Path data) {
        return new TsdbOptions(
                data,
                DEFAULT_RETENTION_MILLIS,
                true,
                DEFAULT_EXEMPLARS,
                Wal.SEGMENT_BYTES,
                DEFAULT_CHECKPOINT_BYTES,
                LifeOptions.DEFAULTS,
                InstantSource.system(),
                FileChannel::open,
                false);
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
        String listed = flags.apply("enable-feature");
        List<String> features = List.of((listed == null ? "" : listed).split(",", -1));
        TsdbOptions defaults = at(Path.of(data == null ? "data" : data));
        return (time == 0 && bytes == 0 ? defaults : defaults.withRetention(time))
                .withLife(
                        LifeOptions.DEFAULTS
                                .withLowest(lowest)
                                .withLongest(longest)
                                .withBytes(bytes))
                .withStartZeros(features.contains(START_ZEROS));
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

    /** What the head takes in before the store knows its rules. */
    HeadOptions head() {
        return new HeadOptions(
                retentionMillis > 0 ? retentionMillis : HeadOptions.NEVER_MILLIS,
                exemplars,
                0,
                SeriesLimits.NONE,
                false,
                startZeros);
    }

    /** What the head takes in under some rules. */
    HeadOptions head(StorageRules rules, Retention.Rules kept) {
        long longest = kept.longestMillis();
        StorageRules.SeriesLimits most = rules.limits();
        return new HeadOptions(
                longest > 0 ? longest : HeadOptions.NEVER_MILLIS,
                rules.exemplars(),
                rules.outOfOrderMillis(),
                new SeriesLimits(
                        number(most.perGroup()), number(most.perMetric()), number(most.server())),
                rules.relaxed(),
                startZeros);
    }

    private static int number(long limit) {
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /** How long series are kept under some rules: what they do not say, the flags do. */
    Retention.Rules kept(StorageRules rules) throws IOException {
        StorageRules.Kept said = rules.kept();
        long bytes = said.bytes() > 0 ? said.bytes() : life.retentionBytes();
        if (said.percent() > 0) {
            double disk = Files.getFileStore(data).getTotalSpace();
            long part = (long) (disk * said.percent() / 100);
            bytes = said.bytes() > 0 ? Math.min(bytes, part) : part;
        }
        long flag = retentionIsDefault && bytes > 0 ? 0 : retentionMillis;
        return new Retention.Rules(
                rules.retention(), said.millis() > 0 ? said.millis() : flag, bytes);
    }

    TsdbOptions withRetention(long millis) {
        return new TsdbOptions(
                data,
                millis,
                false,
                exemplars,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                files,
                startZeros);
    }

    TsdbOptions withFiles(ChannelOpener opener) {
        return new TsdbOptions(
                data,
                retentionMillis,
                retentionIsDefault,
                exemplars,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                opener,
                startZeros);
    }

    TsdbOptions withSegments(int bytes, long checkpointAt) {
        return new TsdbOptions(
                data,
                retentionMillis,
                retentionIsDefault,
                exemplars,
                bytes,
                checkpointAt,
                life,
                clock,
                files,
                startZeros);
    }

    TsdbOptions withClock(InstantSource other) {
        return new TsdbOptions(
                data,
                retentionMillis,
                retentionIsDefault,
                exemplars,
                segmentBytes,
                checkpointBytes,
                life,
                other,
                files,
                startZeros);
    }

    TsdbOptions withLife(LifeOptions other) {
        return new TsdbOptions(
                data,
                retentionMillis,
                retentionIsDefault,
                exemplars,
                segmentBytes,
                checkpointBytes,
                other,
                clock,
                files,
                startZeros);
    }

    TsdbOptions withStartZeros(boolean wanted) {
        return new TsdbOptions(
                data,
                retentionMillis,
                retentionIsDefault,
                exemplars,
                segmentBytes,
                checkpointBytes,
                life,
                clock,
                files,
                wanted);
    }
}
