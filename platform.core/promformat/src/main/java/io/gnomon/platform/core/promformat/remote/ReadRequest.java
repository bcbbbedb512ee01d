package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The message {@code prometheus.ReadRequest}.
 *
 * @param accepted ways in which the answer may come, the best first; none means samples
 */
public record ReadRequest(List<Query> queries, List<ResponseType> accepted) {
    /** How an answer comes. */
    public enum ResponseType {
        /** One message with samples, see {@link ReadResponseWriter}. */
        SAMPLES,
        /** A stream of frames with chunks, see {@link ChunkedReadWriter}. */
        STREAMED_XOR_CHUNKS
    }

    /**
     * One query.
     *
     * @param minTimeMillis both ends are included
     * @param hints what the samples are for, null when the client does not say
     */
    public record Query(
            long minTimeMillis,
            long maxTimeMillis,
            List<Matcher> matchers,
            @Nullable SelectHints hints) {}

    /** By number in the message. */
    private static final ResponseType[] RESPONSE_TYPES = {
        ResponseType.SAMPLES, ResponseType.STREAMED_XOR_CHUNKS
    };

    /** By number in the message. */
    private static final Matcher.Type[] TYPES = {
        Matcher.Type.EQUAL, Matcher.Type.NOT_EQUAL, Matcher.Type.REGEX, Matcher.Type.NOT_REGEX
    };

    public ReadRequest {
        queries = List.copyOf(queries);
        accepted = List.copyOf(accepted);
    }

    /** Reads the first {@code length} bytes of an uncompressed message. */
    public static ReadRequest parse(byte[] message, int length) throws MessageException {
        ProtoReader in = new ProtoReader();
        in.reset(message, 0, length);
        List<Query> queries = new ArrayList<>();
        List<ResponseType> accepted = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    int outer = in.enter();
                    queries.add(readQuery(in));
                    in.leave(outer);
                }
                case 2 -> readAccepted(in, accepted);
                default -> in.skip();
            }
        }
        return new ReadRequest(queries, accepted);
    }

    private static void readAccepted(ProtoReader in, List<ResponseType> accepted)
            throws MessageException {
        if (in.is(ProtoReader.VARINT)) {
            add(in.int64(), accepted);
            return;
        }
        int outer = in.enter();
        while (in.at < in.end) {
            add(in.varint(), accepted);
        }
        in.leave(outer);
    }

    /** Ways that we do not know are not taken. */
    private static void add(long number, List<ResponseType> accepted) {
        if (number >= 0 && number < RESPONSE_TYPES.length) {
            accepted.add(RESPONSE_TYPES[(int) number]);
        }
    }

    private static Query readQuery(ProtoReader in) throws MessageException {
        long min = 0;
        long max = 0;
        List<Matcher> matchers = new ArrayList<>();
        SelectHints hints = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> min = in.int64();
                case 2 -> max = in.int64();
                case 3 -> {
                    int outer = in.enter();
                    matchers.add(readMatcher(in));
                    in.leave(outer);
                }
                case 4 -> {
                    int outer = in.enter();
                    hints = readHints(in);
                    in.leave(outer);
                }
                default -> in.skip();
            }
        }
        return new Query(min, max, List.copyOf(matchers), hints);
    }

    private static Matcher readMatcher(ProtoReader in) throws MessageException {
        long type = 0;
        String name = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = in.int64();
                case 2 -> name = in.text();
                case 3 -> value = in.text();
                default -> in.skip();
            }
        }
        if (type < 0 || type >= TYPES.length) {
            throw in.wrong("there is no matcher of type " + type);
        }
        try {
            return new Matcher(TYPES[(int) type], name, value);
        } catch (IllegalArgumentException e) {
            throw new MessageException(
                    "matcher "
                            + name
                            + TYPES[(int) type].operator()
                            + value
                            + ": "
                            + e.getMessage());
        }
    }

    private static SelectHints readHints(ProtoReader in) throws MessageException {
        long step = 0;
        String function = "";
        long start = 0;
        long end = 0;
        List<String> grouping = new ArrayList<>();
        boolean by = false;
        long range = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> step = in.int64();
                case 2 -> function = in.text();
                case 3 -> start = in.int64();
                case 4 -> end = in.int64();
                case 5 -> grouping.add(in.text());
                case 6 -> by = in.int64() != 0;
                case 7 -> range = in.int64();
                default -> in.skip();
            }
        }
        return new SelectHints(
                start, end, step, range, function, List.copyOf(grouping), by, 0, true);
    }

    /** The message. */
    public byte[] toBytes() {
        ProtoWriter out = new ProtoWriter();
        for (Query query : queries) {
            int message = out.begin(1);
            out.int64(1, query.minTimeMillis);
            out.int64(2, query.maxTimeMillis);
            for (Matcher matcher : query.matchers) {
                int one = out.begin(3);
                out.int64(1, Arrays.asList(TYPES).indexOf(matcher.type()));
                out.text(2, matcher.name());
                out.text(3, matcher.value());
                out.end(one);
            }
            if (query.hints != null) {
                writeHints(query.hints, out);
            }
            out.end(message);
        }
        if (!accepted.isEmpty()) {
            int packed = out.begin(2);
            accepted.forEach(type -> out.varint(List.of(RESPONSE_TYPES).indexOf(type)));
            out.end(packed);
        }
        return Arrays.copyOf(out.bytes(), out.size());
    }

    private static void writeHints(SelectHints hints, ProtoWriter out) {
        int message = out.begin(4);
        out.int64(1, hints.stepMillis());
        out.text(2, hints.function());
        out.int64(3, hints.minTimeMillis());
        out.int64(4, hints.maxTimeMillis());
        hints.grouping().forEach(name -> out.element(5, name));
        out.int64(6, hints.by() ? 1 : 0);
        out.int64(7, hints.rangeMillis());
        out.end(message);
    }
}
