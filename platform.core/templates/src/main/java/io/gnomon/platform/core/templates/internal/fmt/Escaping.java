package io.gnomon.platform.core.templates.internal.fmt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text made safe for HTML, for scripts and for queries of addresses. */
public final class Escaping {
    private Escaping() {}

    /** The function html of text templates. */
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\0' -> out.append('\uFFFD');
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** The function js. */
    public static String js(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\\' -> out.append("\\\\");
                        case '\'' -> out.append("\\'");
                        case '"' -> out.append("\\\"");
                        case '<', '>', '&', '=' -> out.append(String.format("\\u%04X", c));
                        default -> {
                            if (c < ' ') {
                                out.append(String.format("\\u%04X", c));
                            } else {
                                out.appendCodePoint(c);
                            }
                        }
                    }
                });
        return out.toString();
    }

    /** The function urlquery: url.QueryEscape. */
    public static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
