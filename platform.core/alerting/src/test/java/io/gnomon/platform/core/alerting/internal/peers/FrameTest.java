package io.gnomon.platform.core.alerting.internal.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

final class FrameTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final List<Frame> ALL =
            List.of(
                    new Frame(
                            false,
                            new Frame.Content.OfSilence(
                                    new Silence(
                                            "id",
                                            List.of(
                                                    new Matcher(Matcher.Type.EQUAL, "a", "ü"),
                                                    new Matcher(
                                                            Matcher.Type.NOT_REGEX, "b", "x.*")),
                                            TIME,
                                            TIME.plusSeconds(60),
                                            TIME.minusMillis(1),
                                            "me",
                                            "",
                                            Map.of("k", "v")))),
                    new Frame(
                            true,
                            new Frame.Content.OfEntry(
                                    new LogEntry(
                                            new LogEntry.Key("{}:{}", "ops", "webhook", 3),
                                            TIME,
                                            TIME.plusSeconds(1),
                                            Set.of(-1L, 5L),
                                            Set.of(),
                                            Map.of("thread", "7"),
                                            2))),
                    new Frame(false, acknowledgement(null)),
                    new Frame(true, acknowledgement(TIME.plusSeconds(9))),
                    new Frame(true, new Frame.Content.End()));

    private static Frame.Content acknowledgement(@Nullable Instant until) {
        return new Frame.Content.OfAcknowledgement(
                new Acknowledgement(
                        "id",
                        List.of(Matcher.equal("a", "b")),
                        "me",
                        "on it",
                        TIME,
                        until,
                        Set.of(-7L, 8L)));
    }

    @Test
    void whatIsWrittenIsRead() {
        for (Frame frame : ALL) {
            assertEquals(frame, Frame.read(frame.bytes()));
        }
    }

    @Test
    void whatIsCutOrStrangeIsRefused() {
        for (Frame frame : ALL) {
            byte[] bytes = frame.bytes();
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(IllegalArgumentException.class, () -> Frame.read(cut));
            }
            for (int i = 0; i < 3; i += 2) {
                byte[] strange = bytes.clone();
                strange[i] = 9;
                assertThrows(IllegalArgumentException.class, () -> Frame.read(strange));
            }
        }
    }

    @Test
    void nothingIsReservedForWhatIsNotThere() {
        for (Frame frame : ALL.subList(0, 4)) {
            byte[] bytes = frame.bytes();
            ByteBuffer.wrap(bytes).putInt(3, Integer.MAX_VALUE);
            assertThrows(IllegalArgumentException.class, () -> Frame.read(bytes));
            ByteBuffer.wrap(bytes)
                    .putInt(3, ByteBuffer.wrap(frame.bytes()).getInt(3))
                    .putInt(7, Integer.MAX_VALUE);
            assertThrows(IllegalArgumentException.class, () -> Frame.read(bytes));
        }
    }

    /** Noise is refused by the one exception that the reader of messages expects, or is read. */
    @Test
    void noiseIsRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ALL.get(random.nextInt(ALL.size())).bytes();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Frame _ = Frame.read(bytes);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage() != null);
            }
        }
    }
}
