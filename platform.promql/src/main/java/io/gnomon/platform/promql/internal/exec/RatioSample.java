package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;

/**
 * Which series limit_ratio takes: each has a fixed place between 0 and 1 that its labels hash to. A
 * ratio r takes those below r, a ratio -r those that 1 - r does not take.
 */
final class RatioSample {
    private static final double TWO_TO_64 = 0x1p64;

    private RatioSample() {}

    static double offset(Labels labels) {
        long hash = labels.stableHash();
        // FNV leaves similar label sets close to each other in the high bits.
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        double unsigned = (hash >>> 1) * 2.0 + (hash & 1);
        return unsigned / TWO_TO_64;
    }

    static boolean takes(double ratio, double offset) {
        return ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
    }
}
