package io.gnomon.platform.core.remote.internal.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

class BodyTest {
    private final BodyMemory memory = new BodyMemory(1 << 20);

    @Test
    void aBodyIsReadWhole() throws Exception {
        Random random = new Random(3);
        for (int length : new int[] {0, 1, 65535, 65536, 65537, 200_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            try (BodyMemory.Share share = memory.share()) {
                Body body = Body.read(new ByteArrayInputStream(bytes), 200_000, share);
                assertArrayEquals(bytes, Arrays.copyOf(body.bytes(), body.length()));
            }
            assertEquals(0, memory.takenBytes());
        }
    }

    @Test
    void aLongBodyIsRefusedWithoutReadingItToItsEnd() {
        long[] read = {0};
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        read[0]++;
                        return 7;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        read[0] += length;
                        return length;
                    }
                };
        try (BodyMemory.Share share = memory.share()) {
            Refusal refusal = assertThrows(Refusal.class, () -> Body.read(endless, 100_000, share));
            assertEquals(413, refusal.reply().status());
            assertEquals(100_001, read[0]);
        }
    }

    @Test
    void allBodiesTogetherHaveALimit() throws Exception {
        try (BodyMemory.Share first = memory.share()) {
            first.take(900_000);
            try (BodyMemory.Share second = memory.share()) {
                Refusal refusal =
                        assertThrows(
                                Refusal.class,
                                () ->
                                        Body.read(
                                                new ByteArrayInputStream(new byte[500_000]),
                                                500_000,
                                                second));
                assertEquals(503, refusal.reply().status());
                assertEquals("2", refusal.reply().headers().get("Retry-After"));
            }
            assertEquals(900_000, memory.takenBytes());
        }
        assertEquals(0, memory.takenBytes());
    }

    @Test
    void aBodyThatDripsIsRefused() {
        InputStream drip =
                new InputStream() {
                    @Override
                    public int read() {
                        return 1;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return 1;
                    }
                };
        try (BodyMemory.Share share = memory.share()) {
            // The grace lies in the past: what counts is one byte a read.
            Refusal refusal =
                    assertThrows(
                            Refusal.class,
                            () -> Body.read(drip, 1000, share, Duration.ofHours(-1)));
            assertEquals(408, refusal.reply().status());
        }
    }
}
