package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

final class GunzipTest {
    private static final byte[] TEXT =
            "node_cpu_seconds_total{cpu=\"0\"} 1\n".repeat(3000).getBytes(StandardCharsets.UTF_8);

    private final Gunzip gunzip = new Gunzip();

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private byte[] unpacked(byte[] packed, long limit) throws ScrapeFailure {
        Gunzip.Unpacked out = gunzip.unpack(packed, packed.length, new byte[10], limit);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private String refusal(byte[] packed) {
        return assertThrows(ScrapeFailure.class, () -> unpacked(packed, 0)).sentence();
    }

    @Test
    void unpacksTwiceAndSeveralMembers() throws Exception {
        byte[] one = packed(TEXT);
        assertArrayEquals(TEXT, unpacked(one, 0));
        assertArrayEquals(TEXT, unpacked(one, 0));
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(one);
        two.write(packed(new byte[0]));
        two.write(packed(new byte[] {1, 2}));
        byte[] all = unpacked(two.toByteArray(), 0);
        assertEquals(TEXT.length + 2, all.length);
        assertEquals(2, all[TEXT.length + 1]);
    }

    @Test
    void skipsWhatAHeaderMayHave() throws Exception {
        byte[] plain = packed(TEXT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(2 + 4 + 8 + 16);
        out.write(plain, 4, 6);
        out.write(new byte[] {3, 0, 'a', 'b', 'c'});
        out.write("name\0comment\0".getBytes(StandardCharsets.UTF_8));
        out.write(new byte[2]);
        out.write(plain, 10, plain.length - 10);
        assertArrayEquals(TEXT, unpacked(out.toByteArray(), 0));
    }

    @Test
    void anyDamageIsSeen() throws Exception {
        byte[] good = packed(TEXT);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            // time, flags for hints and the system's number mean nothing
            int at = 10 + random.nextInt(bad.length - 10);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                // bits behind the end of the last block mean nothing either
                assertArrayEquals(TEXT, unpacked(bad, 0), "byte " + at);
            } catch (ScrapeFailure e) {
                assertTrue(e.sentence().startsWith("gzip: "), e.sentence());
                refused++;
            }
        }
        assertTrue(refused > 490, refused + " of 500 were refused");
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertEquals("gzip: unexpected end of the body", refusal(cut), "length " + length);
        }
        assertEquals(
                "gzip: invalid header",
                refusal("a 1\nb 2\nc 3\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theLimitIsThatOfTheTextAndStopsUnpacking() throws Exception {
        byte[] zeros = packed(new byte[50 << 20]);
        ScrapeFailure failure = assertThrows(ScrapeFailure.class, () -> unpacked(zeros, 1_000_000));
        assertEquals(ScrapeFailure.Kind.BODY_SIZE_LIMIT, failure.kind());
        assertArrayEquals(TEXT, unpacked(packed(TEXT), TEXT.length + 1L));
    }

    @Test
    void withoutALimitABodyMayHaveAnEighthOfTheHeap() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1 << 20];
            for (long n = 0; n <= BodyBuffers.LARGEST; n += zeros.length) {
                gzip.write(zeros);
            }
        }
        ScrapeFailure failure =
                assertThrows(ScrapeFailure.class, () -> unpacked(bytes.toByteArray(), 0));
        assertEquals(
                "the body is larger than "
                        + BodyBuffers.LARGEST
                        + " bytes, an eighth of this server's heap",
                failure.sentence());
    }

    @Test
    void theChecksumIsThatOfTheMember() throws Exception {
        byte[] good = packed(TEXT);
        CRC32 crc = new CRC32();
        crc.update(TEXT);
        assertEquals((byte) crc.getValue(), good[good.length - 8]);
        good[good.length - 8]++;
        assertEquals("gzip: invalid checksum", refusal(good));
    }
}
