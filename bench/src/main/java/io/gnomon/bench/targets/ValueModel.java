package io.gnomon.bench.targets;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/**
 * How the value of one recorded series goes on. Numbers are integers in units of the last decimal
 * place that was seen, so that what is printed has as many digits as the real exporter's.
 *
 * @param kind what the recording looked like
 * @param decimals digits behind the point
 * @param recorded the values in their order
 * @param steps differences of neighbours
 */
record ValueModel(Kind kind, int decimals, long[] recorded, long[] steps) {
    private static final int MOST_DECIMALS = 9;

    /**
     * From this many decimal places on a gauge is a stop watch: its values do not hang together.
     */
    private static final int NOISE_DECIMALS = 7;

    /** What a series does. */
    enum Kind {
        CONSTANT,
        /** Never falls; goes up by steps that were seen. */
        COUNTER,
        /** Walks up and down by steps that were seen. */
        GAUGE,
        /** A duration in nanoseconds: as if drawn anew each time. */
        NOISE
    }

    /** Learns from what was recorded, as text. */
    static ValueModel of(String... values) {
        int decimals = 0;
        BigDecimal[] numbers = new BigDecimal[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = new BigDecimal(values[i]).stripTrailingZeros();
            decimals = Math.clamp(numbers[i].scale(), decimals, MOST_DECIMALS);
        }
        long[] recorded = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            recorded[i] =
                    numbers[i]
                            .movePointRight(decimals)
                            .setScale(0, java.math.RoundingMode.HALF_EVEN)
                            .longValue();
        }
        long[] steps = new long[values.length - 1];
        boolean changes = false;
        boolean falls = false;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = recorded[i + 1] - recorded[i];
            changes |= steps[i] != 0;
            falls |= steps[i] < 0;
        }
        Kind kind =
                !changes
                        ? Kind.CONSTANT
                        : !falls
                                ? Kind.COUNTER
                                : decimals >= NOISE_DECIMALS ? Kind.NOISE : Kind.GAUGE;
        return new ValueModel(kind, decimals, recorded, steps);
    }

    /** The first value of a target. */
    long first(SplittableRandom random) {
        long value = recorded[recorded.length - 1];
        return switch (kind) {
            case CONSTANT -> value;
            case COUNTER -> value + random.nextInt(1000) * step(random);
            case GAUGE -> recorded[random.nextInt(recorded.length)];
            case NOISE -> next(value, random);
        };
    }

    /** The value after one. */
    long next(long value, SplittableRandom random) {
        return switch (kind) {
            case CONSTANT -> value;
            case COUNTER -> value + step(random);
            case GAUGE -> walk(value, step(random));
            case NOISE -> {
                long around = recorded[random.nextInt(recorded.length)];
                yield around + (long) (around * (random.nextDouble() - 0.5) / 4);
            }
        };
    }

    private long step(SplittableRandom random) {
        return steps[random.nextInt(steps.length)];
    }

    /** Stays between nothing and twice what was seen, so that it looks the same after hours. */
    private long walk(long value, long step) {
        long after = value + step;
        return after < 0 || after > 2 * Math.abs(recorded[0]) + Math.abs(step)
                ? Math.max(0, value - step)
                : after;
    }
}
