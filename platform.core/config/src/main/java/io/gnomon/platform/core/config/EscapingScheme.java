package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Key;

/** How a target is asked to write names that are not legacy names. */
public enum EscapingScheme {
    @Key("allow-utf-8")
    ALLOW_UTF8("allow-utf-8"),
    @Key("underscores")
    UNDERSCORES("underscores"),
    @Key("dots")
    DOTS("dots"),
    @Key("values")
    VALUES("values");

    private final String text;

    EscapingScheme(String text) {
        this.text = text;
    }

    /** Value of the {@code escaping} parameter of a media type. */
    public String text() {
        return text;
    }
}
