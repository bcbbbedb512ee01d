package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.LabelNames;

import org.jspecify.annotations.Nullable;

/**
 * How names that are not legacy names are written for readers that know only those. The schemes of
 * Prometheus's "escaping schemes" page.
 */
public enum NameEscaping {
    /** As they are, quoted. */
    ALLOW_UTF8("allow-utf-8"),
    /** Each character that is not allowed becomes an underscore. */
    UNDERSCORES("underscores"),
    /** Dots become {@code _dot_}, underscores are doubled, the rest becomes two underscores. */
    DOTS("dots"),
    /** {@code U__} before the name, other characters as {@code _HEX_}. */
    VALUES("values");

    private final String text;

    NameEscaping(String text) {
        this.text = text;
    }

    /** The word in {@code escaping=}. */
    public String text() {
        return text;
    }

    /** The scheme of this word, null when it is none. */
    public static @Nullable NameEscaping of(String text) {
        for (NameEscaping scheme : values()) {
            if (scheme.text.equals(text)) {
                return scheme;
            }
        }
        return null;
    }

    /** The name under this scheme. */
    public String escape(String name) {
        boolean legacy = LabelNames.isLegacyMetricName(name);
        if (name.isEmpty() || this == ALLOW_UTF8 || (legacy && this != DOTS)) {
            return name;
        }
        StringBuilder out = new StringBuilder(name.length() + 8);
        if (this == VALUES) {
            out.append("U__");
        }
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (c == '_' && this != UNDERSCORES) {
                out.append("__");
            } else if (isLegacy(c, i)) {
                out.append((char) c);
            } else {
                replace(out, c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private void replace(StringBuilder out, int c) {
        switch (this) {
            case VALUES -> out.append('_').append(Integer.toHexString(c)).append('_');
            case DOTS -> out.append(c == '.' ? "_dot_" : "__");
            default -> out.append('_');
        }
    }

    private static boolean isLegacy(int c, int index) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (c >= '0' && c <= '9' && index > 0);
    }
}
