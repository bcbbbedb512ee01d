package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.state.Packed;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What one server tells another, and its bytes: docs/formats/alerting-peers.md.
 *
 * @param full part of all that the sender knows, else something that has just changed
 */
record Frame(boolean full, Content content) {
    private static final byte VERSION = 1;

    sealed interface Content {
        record OfSilence(Silence silence) implements Content {}

        record OfEntry(LogEntry entry) implements Content {}

        record OfAcknowledgement(Acknowledgement acknowledgement) implements Content {}

        /** All that the sender knew has been sent. */
        record End() implements Content {}
    }

    byte[] bytes() {
        return switch (content) {
            case Content.OfSilence(Silence s) ->
                    join(
                            1,
                            Packed.texts(List.of(s.id(), s.createdBy(), s.comment())),
                            Packed.matchers(s.matchers()),
                            Packed.map(s.annotations()),
                            times(s.startsAt(), s.endsAt(), s.updatedAt()));
            case Content.OfEntry(LogEntry e) ->
                    join(
                            2,
                            Packed.texts(
                                    List.of(
                                            e.key().groupKey(),
                                            e.key().receiver(),
                                            e.key().channel(),
                                            Integer.toString(e.key().index()),
                                            Integer.toString(e.repeats()))),
                            Packed.numbers(e.firing()),
                            Packed.numbers(e.resolved()),
                            Packed.map(e.memory()),
                            times(e.sentAt(), e.expiresAt()));
            case Content.End _ -> join(3);
            case Content.OfAcknowledgement(Acknowledgement a) ->
                    join(
                            4,
                            Packed.texts(List.of(a.id(), a.createdBy(), a.comment())),
                            Packed.matchers(a.matchers()),
                            Packed.numbers(a.alerts()),
                            a.until() == null ? times(a.at()) : times(a.at(), a.until()));
        };
    }

    private byte[] join(int kind, byte[]... parts) {
        int size = Arrays.stream(parts).mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer out = ByteBuffer.allocate(3 + size);
        out.put(VERSION).put((byte) (full ? 1 : 0)).put((byte) kind);
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    private static byte[] times(Instant... times) {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES * times.length);
        for (Instant time : times) {
            out.putLong(time.toEpochMilli());
        }
        return out.array();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is no frame that this version knows
     */
    static Frame read(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("a frame of version " + version);
            }
            boolean full = in.get() == 1;
            byte kind = in.get();
            Content content =
                    switch (kind) {
                        case 1 -> silence(in);
                        case 2 -> entry(in);
                        case 3 -> new Content.End();
                        case 4 -> acknowledgement(in);
                        default -> throw new IllegalArgumentException("a frame of kind " + kind);
                    };
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(
                        "a frame with " + in.remaining() + " bytes behind its end");
            }
            return new Frame(full, content);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a frame of " + bytes.length + " bytes is cut", e);
        }
    }

    private static Content silence(ByteBuffer in) {
        List<String> texts = Packed.texts(Packed.part(in));
        byte[] matchers = Packed.part(in);
        byte[] annotations = Packed.part(in);
        ByteBuffer times = ByteBuffer.wrap(Packed.part(in));
        return new Content.OfSilence(
                new Silence(
                        texts.get(0),
                        Packed.matchers(matchers),
                        time(times),
                        time(times),
                        time(times),
                        texts.get(1),
                        texts.get(2),
                        Packed.map(annotations)));
    }

    private static Content entry(ByteBuffer in) {
        List<String> key = Packed.texts(Packed.part(in));
        byte[] firing = Packed.part(in);
        byte[] resolved = Packed.part(in);
        byte[] memory = Packed.part(in);
        ByteBuffer times = ByteBuffer.wrap(Packed.part(in));
        return new Content.OfEntry(
                new LogEntry(
                        new LogEntry.Key(
                                key.get(0), key.get(1), key.get(2), Integer.parseInt(key.get(3))),
                        time(times),
                        time(times),
                        Packed.numbers(firing),
                        Packed.numbers(resolved),
                        Packed.map(memory),
                        Integer.parseInt(key.get(4))));
    }

    private static Content acknowledgement(ByteBuffer in) {
        List<String> texts = Packed.texts(Packed.part(in));
        byte[] matchers = Packed.part(in);
        byte[] alerts = Packed.part(in);
        ByteBuffer times = ByteBuffer.wrap(Packed.part(in));
        return new Content.OfAcknowledgement(
                new Acknowledgement(
                        texts.get(0),
                        Packed.matchers(matchers),
                        texts.get(1),
                        texts.get(2),
                        time(times),
                        times.hasRemaining() ? time(times) : null,
                        Packed.numbers(alerts)));
    }

    private static Instant time(ByteBuffer in) {
        return Instant.ofEpochMilli(in.getLong());
    }
}
