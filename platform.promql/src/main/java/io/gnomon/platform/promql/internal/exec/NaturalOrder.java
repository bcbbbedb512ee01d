package io.gnomon.platform.promql.internal.exec;

import java.math.BigInteger;

/** Order of texts in which runs of digits count as numbers: "a2" comes before "a10". */
final class NaturalOrder {
    private NaturalOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = end(a, i);
            int endB = end(b, j);
            String x = a.substring(i, endA);
            String y = b.substring(j, endB);
            boolean numbers = isDigit(a.charAt(i)) && isDigit(b.charAt(j));
            int c = numbers ? new BigInteger(x).compareTo(new BigInteger(y)) : x.compareTo(y);
            if (c == 0 && numbers) {
                c = Integer.compare(y.length(), x.length());
            }
            if (c != 0) {
                return c;
            }
            i = endA;
            j = endB;
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    /** End of the run of digits, or of other characters, that begins here. */
    private static int end(String text, int start) {
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == isDigit(text.charAt(start))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
