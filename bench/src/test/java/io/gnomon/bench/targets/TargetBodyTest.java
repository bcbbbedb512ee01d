package io.gnomon.bench.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.text.GoNumbers;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

final class TargetBodyTest {
    private static final String FIRST =
            """
            # HELP up_total Counts.
            # TYPE up_total counter
            up_total{cpu="0",mode="idle"} 10.5
            fixed 7
            took_seconds 4.4021e-05
            """;
    private static final String SECOND =
            FIRST.replace("10.5", "12.25").replace("4.4021e-05", "3.9999e-05");
    private static final String THIRD =
            FIRST.replace("10.5", "12.75").replace("4.4021e-05", "5.123e-05");
    private static final Recording RECORDING = Recording.of(List.of(FIRST, SECOND, THIRD), 5);

    @Test
    void numbersAreWrittenAsGoWritesThem() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            int decimals = random.nextInt(10);
            long unscaled = random.nextLong(1L << (1 + random.nextInt(49)));
            unscaled -= unscaled % (long) Math.pow(10, random.nextInt(4));
            unscaled = random.nextBoolean() ? unscaled : -unscaled;
            TargetBody.ByteBuilder out = new TargetBody.ByteBuilder();
            out.decimal(unscaled, decimals);
            double value = BigDecimal.valueOf(unscaled, decimals).doubleValue();
            assertEquals(GoNumbers.general(value), text(out), unscaled + " / 10^" + decimals);
        }
    }

    @Test
    void seriesAreAddedByMoreProcessors() {
        assertEquals(5, RECORDING.series());
        String body = bodies(1, 0, 1);
        assertTrue(body.contains("up_total{cpu=\"101\",mode=\"idle\"} "), body);
        assertTrue(
                body.startsWith("# HELP up_total Counts.\n# TYPE up_total counter\nup_total{"),
                body);
    }

    @Test
    void valuesGoOnAndDependOnSeedAndTarget() {
        assertEquals(bodies(1, 0, 20), bodies(1, 0, 20));
        assertNotEquals(bodies(1, 0, 20), bodies(2, 0, 20));
        assertNotEquals(bodies(1, 0, 20), bodies(1, 1, 20));
        double last = 0;
        TargetBody body = new TargetBody(RECORDING, 1, 0, null);
        TargetBody.ByteBuilder out = new TargetBody.ByteBuilder();
        for (int i = 0; i < 100; i++) {
            body.next(out);
            String text = text(out);
            double counter = value(text, "up_total{cpu=\"0\",mode=\"idle\"} ");
            assertTrue(counter > last, counter + " after " + last);
            last = counter;
            assertEquals(7, value(text, "fixed "));
            double took = value(text, "took_seconds ");
            assertTrue(took > 3e-5 && took < 6e-5, "took " + took);
        }
    }

    private static double value(String text, String series) {
        int at = text.indexOf("\n" + series) + series.length() + 1;
        return Double.parseDouble(text.substring(at, text.indexOf('\n', at)));
    }

    private static String bodies(long seed, int target, int answers) {
        TargetBody body = new TargetBody(RECORDING, seed, target, null);
        TargetBody.ByteBuilder out = new TargetBody.ByteBuilder();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < answers; i++) {
            body.next(out);
            all.append(text(out));
        }
        return all.toString();
    }

    private static String text(TargetBody.ByteBuilder out) {
        return new String(out.bytes, 0, out.length, StandardCharsets.UTF_8);
    }
}
