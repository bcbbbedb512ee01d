package io.gnomon.platform.tsdb.internal.block;

import java.security.SecureRandom;

/**
 * Names of blocks: ULIDs, which sort by the time they were made (github.com/ulid/spec): 48 bits of
 * milliseconds and 80 random bits, five bits a character.
 */
final class BlockIds {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARS = 10;
    private static final int RANDOM_CHARS = 16;

    private BlockIds() {}

    static String next(long nowMillis) {
        StringBuilder id = new StringBuilder(TIME_CHARS + RANDOM_CHARS);
        for (int i = TIME_CHARS - 1; i >= 0; i--) {
            id.append(DIGITS.charAt((int) (nowMillis >>> (5 * i)) & 31));
        }
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(DIGITS.charAt(random.nextInt(32)));
        }
        return id.toString();
    }
}
