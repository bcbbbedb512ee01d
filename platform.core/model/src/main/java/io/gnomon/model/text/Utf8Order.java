package io.gnomon.model.text;

import java.util.Comparator;

/**
 * The order of UTF-8 bytes, which is the order of code points. {@link String#compareTo} orders
 * UTF-16 units and differs where a surrogate pair meets U+E000 to U+FFFF.
 */
public final class Utf8Order implements Comparator<String> {
    public static final Utf8Order INSTANCE = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String a, String b) {
        return compareText(a, b);
    }

    /** Same as {@link #compare}. */
    public static int compareText(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xs = Character.isSurrogate(x);
                boolean ys = Character.isSurrogate(y);
                return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
