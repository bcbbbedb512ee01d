package io.gnomon.platform.core.templates.internal.html;

/** Entities in values of attributes, as far as they matter for scripts, styles and addresses. */
final class Entities {
    private static final String[][] NAMED = {
        {"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"},
        {"num;", "#"}, {"quest;", "?"}, {"sol;", "/"}, {"colon;", ":"}, {"lpar;", "("},
        {"rpar;", ")"}, {"lcub;", "{"}, {"rcub;", "}"}, {"grave;", "`"}, {"bsol;", "\\"},
        {"nbsp;", "\u00a0"}, {"Tab;", "\t"}, {"NewLine;", "\n"}
    };

    private Entities() {}

    static String decode(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int used = c == '&' ? entity(text, at + 1, out) : 0;
            if (used == 0) {
                out.append(c);
            }
            at += 1 + used;
        }
        return out.toString();
    }

    /** Appends what an entity stands for; gives its length behind the ampersand, 0 if none. */
    private static int entity(String text, int at, StringBuilder out) {
        for (String[] named : NAMED) {
            if (text.startsWith(named[0], at)) {
                out.append(named[1]);
                return named[0].length();
            }
        }
        if (at >= text.length() || text.charAt(at) != '#') {
            return 0;
        }
        boolean hex = at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x';
        int start = hex ? at + 2 : at + 1;
        int i = start;
        int value = 0;
        while (i < text.length() && Character.digit(text.charAt(i), hex ? 16 : 10) >= 0) {
            value = value * (hex ? 16 : 10) + Character.digit(text.charAt(i), hex ? 16 : 10);
            value = Math.min(value, Character.MAX_CODE_POINT + 1);
            i++;
        }
        if (i == start || !Character.isValidCodePoint(value)) {
            return 0;
        }
        out.appendCodePoint(value);
        return (i < text.length() && text.charAt(i) == ';' ? i + 1 : i) - at;
    }
}
