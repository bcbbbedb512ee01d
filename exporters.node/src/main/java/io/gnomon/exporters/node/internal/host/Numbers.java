package io.gnomon.exporters.node.internal.host;

import java.io.IOException;

/** Numbers of the kernel's files: mostly whole, decimal or 0x..., up to 64 bits without sign. */
public final class Numbers {
    /** So many decimal digits always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private Numbers() {}

    /**
     * Parses without an object in between.
     *
     * @throws NumberFormatException when the text is no number
     */
    public static double parse(String text) {
        int length = text.length();
        boolean negative = length > 1 && text.charAt(0) == '-';
        int start = negative ? 1 : 0;
        if (length == start || length - start > LONG_DIGITS) {
            return Double.parseDouble(text);
        }
        long value = 0;
        for (int i = start; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return text.startsWith("0x") ? hex(text) : Double.parseDouble(text);
            }
            value = value * 10 + digit;
        }
        return (double) (negative ? -value : value);
    }

    private static double hex(String text) {
        long bits = Long.parseUnsignedLong(text.substring(2), 16);
        return bits >= 0 ? (double) bits : (bits >>> 1) * 2.0;
    }

    /**
     * Parses.
     *
     * @param where file or field for the message
     * @throws IOException when the text is no number
     */
    public static double of(String text, Object where) throws IOException {
        try {
            return parse(text);
        } catch (NumberFormatException e) {
            throw new IOException("\"" + text + "\" in " + where + " is no number", e);
        }
    }
}
