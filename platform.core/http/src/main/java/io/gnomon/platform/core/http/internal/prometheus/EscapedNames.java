package io.gnomon.platform.core.http.internal.prometheus;

import java.util.regex.Pattern;

/**
 * Names that do not fit into old places are written {@code U__name}: a lone underscore is {@code
 * __}, another character {@code _HEX_} with its code point.
 */
final class EscapedNames {
    private static final String MARK = "U__";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,6}");

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
        if (!HEX.matcher(hex).matches()) {
            return false;
        }
        int codePoint = Integer.parseInt(hex, 16);
        boolean isCharacter =
                Character.isValidCodePoint(codePoint)
                        && Character.getType(codePoint) != Character.SURROGATE;
        if (isCharacter) {
            out.appendCodePoint(codePoint);
        }
        return isCharacter;
    }
}
