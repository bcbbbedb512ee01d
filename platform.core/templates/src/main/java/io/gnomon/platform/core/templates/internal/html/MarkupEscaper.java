package io.gnomon.platform.core.templates.internal.html;

import java.util.Locale;

/** Escapes values in text, in attributes and as names of attributes. */
final class MarkupEscaper {
    /** Stands where a value is not allowed; Go's word, by which users find what happened. */
    static final String REFUSED = "ZgotmplZ";

    private MarkupEscaper() {}

    /** Text between tags and in quoted attributes. */
    static String text(String value) {
        return escape(value, false, true);
    }

    /** HTML where no tags may stand: only what would end the text is escaped, entities stay. */
    static String withoutTags(String html) {
        return escape(stripTags(html), false, false);
    }

    /** HTML inside of title and textarea: entities and tags are text already. */
    static String rcdata(String html) {
        return escape(html, false, false);
    }

    /** A value of an attribute without quotes. */
    static String unquoted(String value, boolean isHtml) {
        if (value.isEmpty()) {
            return REFUSED;
        }
        return isHtml ? escape(stripTags(value), true, false) : escape(value, true, true);
    }

    private static String escape(String value, boolean unquoted, boolean ampersands) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\0' -> out.append(unquoted ? "&#xfffd;" : "\uFFFD");
                case '"' -> out.append("&#34;");
                case '&' -> out.append(ampersands ? "&amp;" : "&");
                case '\'' -> out.append("&#39;");
                case '+' -> out.append("&#43;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\t', '\n', '\u000b', '\f', '\r', ' ', '=', '`' -> {
                    if (unquoted) {
                        out.append("&#").append((int) c).append(';');
                    } else {
                        out.append(c);
                    }
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** The text of HTML: tags and comments, and what stands in scripts and styles, are left out. */
    private static String stripTags(String html) {
        if (html.indexOf('<') < 0) {
            return html;
        }
        StringBuilder out = new StringBuilder(html.length());
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c != '<') {
                out.append(c);
                at++;
            } else if (html.startsWith("<!--", at)) {
                int end = html.indexOf("-->", at);
                at = end < 0 ? html.length() : end + 3;
            } else if (isTag(html, at)) {
                String name = html.substring(at, Math.min(html.length(), at + 7));
                int end = html.indexOf('>', at);
                at = end < 0 ? html.length() : end + 1;
                at = behindContent(html, at, name.toLowerCase(Locale.ROOT));
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static boolean isTag(String html, int at) {
        int i = at + 1;
        if (i < html.length() && html.charAt(i) == '/') {
            i++;
        }
        return i < html.length() && Character.isLetter(html.charAt(i));
    }

    private static int behindContent(String html, int at, String opening) {
        for (String element : new String[] {"script", "style"}) {
            if (opening.startsWith("<" + element)) {
                int end = html.toLowerCase(Locale.ROOT).indexOf("</" + element, at);
                return end < 0 ? html.length() : end;
            }
        }
        return at;
    }

    /** A name of an attribute: only letters and digits, and none whose value is more than text. */
    static String attributeName(String value) {
        String name = value.toLowerCase(Locale.ROOT);
        boolean plain =
                !name.isEmpty()
                        && AttributeKind.of(name, Context.Element.OTHER) == AttributeKind.PLAIN
                        && name.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
        return plain ? name : REFUSED;
    }
}
