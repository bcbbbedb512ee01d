package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.text.GoNumbers;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes the floats of a series as {@code [seconds,"value"],...}. Remembers how times are written,
 * for the series of an answer mostly have the same. Allocates nothing for each sample. For one
 * thread.
 */
final class PointBytes {
    /** Longest time: bracket, sign, 16 digits, point, three digits, comma and quote. */
    private static final int TIME_BYTES = 24;

    /** Rows whose times are remembered: more than a range query has steps. */
    private static final int REMEMBERED = 16_384;

    private static final int BUFFER_BYTES = 8 * 1024;

    /** Comma, value, quote and bracket. */
    private static final int VALUE_BYTES = GoNumbers.JSON_BYTES + 3;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int size;
    private final StringBuilder text = new StringBuilder(TIME_BYTES);

    /** By row: a time, its length as text, and the text. */
    private long[] times = new long[0];

    private byte[] lengths = new byte[0];
    private byte[] texts = new byte[0];

    /** Writes those samples of a series that are floats. */
    void write(SampleColumn samples, OutputStream out) throws IOException {
        remember(Math.min(samples.size, REMEMBERED));
        boolean first = true;
        for (int row = 0; row < samples.size; row++) {
            if (samples.histogram(row) == null) {
                if (size > BUFFER_BYTES - TIME_BYTES - VALUE_BYTES) {
                    out.write(buffer, 0, size);
                    size = 0;
                }
                if (!first) {
                    buffer[size++] = ',';
                }
                first = false;
                time(row % REMEMBERED, samples.times[row]);
                size = GoNumbers.json(buffer, size, samples.values[row]);
                buffer[size++] = '"';
                buffer[size++] = ']';
            }
        }
        out.write(buffer, 0, size);
        size = 0;
    }

    private void remember(int rows) {
        int known = times.length;
        if (rows > known) {
            times = Arrays.copyOf(times, rows);
            lengths = Arrays.copyOf(lengths, rows);
            texts = Arrays.copyOf(texts, rows * TIME_BYTES);
        }
    }

    private void time(int slot, long timeMillis) {
        int at = slot * TIME_BYTES;
        if (times[slot] != timeMillis || lengths[slot] == 0) {
            text.setLength(0);
            ResultJson.seconds(text.append('['), timeMillis);
            text.append(",\"");
            int start = size;
            for (int i = 0; i < text.length(); i++) {
                buffer[size++] = (byte) text.charAt(i);
            }
            int length = size - start;
            if (length <= TIME_BYTES) {
                System.arraycopy(buffer, start, texts, at, length);
                times[slot] = timeMillis;
                lengths[slot] = (byte) length;
            }
            return;
        }
        System.arraycopy(texts, at, buffer, size, lengths[slot]);
        size += lengths[slot];
    }
}
