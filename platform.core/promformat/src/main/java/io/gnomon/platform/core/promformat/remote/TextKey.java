package io.gnomon.platform.core.promformat.remote;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash of 128 bits of texts, with a secret of its own: two label sets with the same key do not
 * occur, and nobody outside can look for them. Keys of different objects cannot be compared unless
 * they share the {@link Secret}. Built like wyhash: products of 128 bits, folded. For one thread,
 * reused.
 */
public final class TextKey {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long STEP = 0x9e3779b97f4a7c15L;

    /** What keys depend on besides the texts. */
    public record Secret(long first, long second) {
        /** One that nobody knows. */
        public static Secret random() {
            SecureRandom random = new SecureRandom();
            return new Secret(random.nextLong(), random.nextLong());
        }
    }

    private final Secret secret;
    private long high;
    private long low;

    public TextKey(Secret secret) {
        this.secret = secret;
    }

    /** One half of the key. */
    public long high() {
        return high;
    }

    /** The other half. */
    public long low() {
        return low;
    }

    void begin() {
        high = secret.first;
        low = secret.second;
    }

    /** The key of a number. */
    public void begin(long number) {
        begin();
        add(number);
    }

    /** Adds a text; where it ends is part of the key. */
    void add(byte[] bytes, int from, int to) {
        add(to - from);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            add((long) LONG.get(bytes, at));
        }
        if (at < to) {
            long rest = 0;
            for (int i = to - 1; i >= at; i--) {
                rest = rest << 8 | (bytes[i] & 0xff);
            }
            add(rest);
        }
    }

    void add(long word) {
        high = folded(high ^ word, secret.second | 1) + STEP;
        low = folded(low + word, (secret.first ^ STEP) | 1) ^ high;
    }

    private static long folded(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }
}
