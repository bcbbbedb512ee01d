package io.gnomon.platform.core.promformat.block;

import java.security.SecureRandom;

/**
 * Names of blocks: 26 digits to the base 32 (Crockford's), of which the first 10 are the time of
 * making in milliseconds and the rest is random. See github.com/ulid/spec.
 */
public final class Ulid {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_DIGITS = 10;
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ulid() {}

    /** A new name. */
    public static String create(long timeMillis) {
        char[] digits = new char[LENGTH];
        long time = timeMillis;
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (time & 31));
            time >>>= 5;
        }
        for (int i = TIME_DIGITS; i < LENGTH; i++) {
            digits[i] = DIGITS.charAt(RANDOM.nextInt(32));
        }
        return new String(digits);
    }

    /** Whether a text is such a name, in capitals as Prometheus writes them. */
    public static boolean isValid(String text) {
        return text.length() == LENGTH
                && text.charAt(0) <= '7'
                && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }
}
