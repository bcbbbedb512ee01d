package io.gnomon.bench.targets;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What one target says: the recording with values of its own that go on from answer to answer. The
 * same seed and target give the same answers. For one thread.
 */
final class TargetBody {
    private final Recording recording;
    private final SplittableRandom random;
    private final long[] values;
    private final TargetServer.@Nullable Times times;
    private int answers;

    TargetBody(Recording recording, long seed, int target, TargetServer.@Nullable Times times) {
        this.times = times;
        this.recording = recording;
        this.random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + target);
        this.values = new long[recording.lines().size()];
        for (int i = 0; i < values.length; i++) {
            ValueModel model = recording.lines().get(i).value();
            if (model != null) {
                values[i] = model.first(random);
            }
        }
    }

    /** Writes the next answer into the buffer, which grows as needed. */
    void next(ByteBuilder out) {
        out.length = 0;
        long time = 0;
        if (times != null) {
            if (answers == times.steps()) {
                return;
            }
            time = times.startMillis() + answers * times.stepMillis();
        }
        for (int i = 0; i < values.length; i++) {
            Recording.Line line = recording.lines().get(i);
            out.append(line.text());
            ValueModel model = line.value();
            if (model != null) {
                values[i] = answers > 0 ? model.next(values[i], random) : values[i];
                out.decimal(values[i], model.decimals());
                if (times != null) {
                    out.append(' ');
                    out.append(Long.toString(time).getBytes(StandardCharsets.ISO_8859_1));
                }
                out.append('\n');
            }
        }
        answers++;
    }

    /** Bytes that grow. */
    static final class ByteBuilder {
        byte[] bytes = new byte[1 << 17];
        int length;
        private final byte[] digits = new byte[20];

        void append(byte[] text) {
            reserve(text.length);
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        }

        void append(char c) {
            reserve(1);
            bytes[length++] = (byte) c;
        }

        /**
         * As Go prints the float: shortest, with an exponent below 1e-4 and from 1e6 on.
         *
         * @param unscaled the number in units of the last decimal place
         */
        void decimal(long unscaled, int decimals) {
            if (unscaled == 0) {
                append('0');
                return;
            }
            if (unscaled < 0) {
                append('-');
            }
            int n = digits.length;
            for (long rest = Math.abs(unscaled); rest > 0; rest /= 10) {
                digits[--n] = (byte) ('0' + rest % 10);
            }
            int count = digits.length - n;
            int exponent = count - decimals - 1;
            while (count > 1 && digits[n + count - 1] == '0') {
                count--;
            }
            if (exponent < -4 || exponent >= 6) {
                digits(n, 1);
                if (count > 1) {
                    append('.');
                    digits(n + 1, count - 1);
                }
                append('e');
                append(exponent < 0 ? '-' : '+');
                append((char) ('0' + Math.abs(exponent) / 10));
                append((char) ('0' + Math.abs(exponent) % 10));
            } else if (exponent < 0) {
                append('0');
                append('.');
                for (int i = exponent; i < -1; i++) {
                    append('0');
                }
                digits(n, count);
            } else {
                digits(n, Math.min(count, exponent + 1));
                for (int i = count; i < exponent + 1; i++) {
                    append('0');
                }
                if (count > exponent + 1) {
                    append('.');
                    digits(n + exponent + 1, count - exponent - 1);
                }
            }
        }

        private void digits(int from, int count) {
            reserve(count);
            System.arraycopy(digits, from, bytes, length, count);
            length += count;
        }

        private void reserve(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
            }
        }
    }
}
