package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Locale;

/** Number literals of Go: what a constant in a template means. */
final class Numbers {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** The character that a literal in single quotes names; -1 if malformed. */
    static int character(String literal) {
        String text = Quoting.unquote(literal);
        return text != null && text.codePointCount(0, text.length()) == 1
                ? text.codePointAt(0)
                : -1;
    }

    /**
     * The number that a literal means.
     *
     * @throws IllegalArgumentException with Go's words
     */
    static Node.NumberLiteral read(int position, String text) {
        if (text.contains("__") || text.endsWith("_")) {
            throw new IllegalArgumentException("illegal number syntax: " + Quoting.quote(text));
        }
        String bare = text.replace("_", "");
        boolean negative = bare.startsWith("-");
        String unsigned = bare.startsWith("+") || negative ? bare.substring(1) : bare;
        try {
            BigInteger integer = integer(unsigned);
            if (integer != null) {
                BigInteger signed = negative ? integer.negate() : integer;
                if (signed.compareTo(LONG_MIN) < 0 || signed.compareTo(LONG_MAX) > 0) {
                    throw new IllegalArgumentException("integer overflow: " + Quoting.quote(text));
                }
                return new Node.NumberLiteral(
                        position, text, true, signed.longValue(), signed.doubleValue(), false);
            }
            double value = Double.parseDouble(unsigned) * (negative ? -1 : 1);
            if (!Double.isInfinite(value)) {
                boolean whole = (double) (long) value == value;
                return new Node.NumberLiteral(
                        position, text, whole, whole ? (long) value : 0, value, true);
            }
        } catch (NumberFormatException e) {
            if (!unsigned.isEmpty() && unsigned.chars().allMatch(c -> c >= '0' && c <= '9')) {
                // Go reads 09 as a float then, and finds no room for it.
                throw new IllegalArgumentException("integer overflow: " + Quoting.quote(text));
            }
        }
        throw new IllegalArgumentException("illegal number syntax: " + Quoting.quote(text));
    }

    private static BigInteger parsed(String digits, int radix) {
        if (digits.startsWith("+") || digits.startsWith("-")) {
            throw new NumberFormatException(digits);
        }
        return new BigInteger(digits, radix);
    }

    private static @Nullable BigInteger integer(String unsigned) {
        String lower = unsigned.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return lower.indexOf('p') >= 0 || lower.indexOf('.') >= 0
                    ? null
                    : parsed(lower.substring(2), 16);
        }
        if (lower.startsWith("0b")) {
            return parsed(lower.substring(2), 2);
        }
        if (lower.startsWith("0o")) {
            return parsed(lower.substring(2), 8);
        }
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) < '0' || lower.charAt(i) > '9') {
                return null;
            }
        }
        boolean octal = lower.length() > 1 && lower.charAt(0) == '0';
        return parsed(lower, octal ? 8 : 10);
    }
}
