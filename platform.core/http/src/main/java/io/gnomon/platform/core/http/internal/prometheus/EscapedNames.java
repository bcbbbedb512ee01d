package io.gnomon.platform.core.http.internal.prometheus;

/**
 * Names that do not fit into old places are written {@code U__name}: a lone underscore is {@code
 * __}, another character {@code _HEX_} with its code point.
 */
final class EscapedNames {
    private static final String MARK = "U__";

    private EscapedNames() {}

    /** The name itself; what is not escaped, or not well, is returned as it is. */
    static String unescape(String name) {
        if (!name.startsWith(MARK)) {
            return name;
        }
        StringBuilder out = new StringBuilder();
        int i = MARK.length();
        while (i < name.length()) {
            char c = name.charAt(i);
            if (c != '_') {
                out.append(c);
                i++;
                continue;
            }
            int end = name.indexOf('_', i + 1);
            if (end < 0) {
                return name;
            }
            if (end == i + 1) {
                out.append('_');
            } else if (!appendCodePoint(out, name.substring(i + 1, end))) {
                return name;
            }
            i = end + 1;
        }
        return out.toString();
    }

    private static boolean appendCodePoint(StringBuilder out, String hex) {
        try {
            int codePoint = Integer.parseInt(hex, 16);
            if (!Character.isValidCodePoint(codePoint)) {
                return false;
            }
            out.appendCodePoint(codePoint);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
