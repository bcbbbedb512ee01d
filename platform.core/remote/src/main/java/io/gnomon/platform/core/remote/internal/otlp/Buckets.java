package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.platform.core.promformat.remote.DoubleList;

import java.util.ArrayList;
import java.util.List;

/**
 * Buckets of a native histogram from the dense ones of OTLP; gaps of more than two empty buckets
 * begin a new span, as in prometheus/prometheus,
 * otlptranslator/prometheusremotewrite/histograms.go.
 *
 * @param spans as {@link io.gnomon.model.sample.Histogram} has them
 */
record Buckets(int[] spans, double[] counts) {
    private static final int MOST_EMPTY = 2;

    /**
     * Exponential buckets. OTLP's bucket 0 begins at 1, Prometheus's ends there.
     *
     * @param scaleDown how often two neighbours become one
     */
    static Buckets exponential(DoubleList dense, int offset, int scaleDown) {
        return of(dense, offset, scaleDown, 1);
    }

    /** Buckets with bounds of their own, from the first that is not empty. */
    static Buckets custom(DoubleList dense) {
        return of(dense, 0, 0, 0);
    }

    private static Buckets of(DoubleList dense, int offset, int scaleDown, int shift) {
        List<Integer> spans = new ArrayList<>();
        DoubleList counts = new DoubleList();
        int length = 0;
        int next = 0;
        int i = 0;
        while (i < dense.size()) {
            int index = ((offset + i) >> scaleDown) + shift;
            double count = 0;
            while (i < dense.size() && ((offset + i) >> scaleDown) + shift == index) {
                count += dense.get(i++);
            }
            if (count == 0) {
                continue;
            }
            int gap = index - next;
            if (length > 0 && gap <= MOST_EMPTY) {
                for (int empty = 0; empty < gap; empty++) {
                    counts.add(0);
                    length++;
                }
            } else {
                if (length > 0) {
                    spans.add(length);
                }
                spans.add(gap);
                length = 0;
            }
            counts.add(count);
            length++;
            next = index + 1;
        }
        if (length > 0) {
            spans.add(length);
        }
        return new Buckets(spans.stream().mapToInt(Integer::intValue).toArray(), counts.toArray());
    }
}
