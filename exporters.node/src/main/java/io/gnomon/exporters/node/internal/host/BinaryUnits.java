package io.gnomon.exporters.node.internal.host;

import java.io.IOException;

/** Sizes as kernel file systems write them for people: 427.5k, 2.05G, with units of 1024. */
public final class BinaryUnits {
    private static final String UNITS = "kMGTPEZY";

    private BinaryUnits() {}

    /**
     * The power of 1024 that a unit stands for.
     *
     * @return 0 when the character is no unit
     */
    public static int power(char unit) {
        return UNITS.indexOf(unit == 'K' ? 'k' : unit) + 1;
    }

    /**
     * The size in whole bytes, without what is behind the point of a byte.
     *
     * @param where file for the message
     * @throws IOException when the text is no size
     */
    public static double parse(String text, Object where) throws IOException {
        int power = text.isEmpty() ? 0 : power(text.charAt(text.length() - 1));
        String digits = power == 0 ? text : text.substring(0, text.length() - 1);
        double number = Numbers.of(digits, where);
        return power == 0 ? number : Math.floor(number * Math.pow(1024, power));
    }
}
