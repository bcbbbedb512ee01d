package io.gnomon.platform.core.templates.internal.value;

/**
 * Text that says what it contains and is not escaped where that is wanted.
 *
 * @param type such as {@code template.HTML}
 */
public record TypedText(String type, String text) implements GoValue {
    public static final String HTML = "template.HTML";
    public static final String URL = "template.URL";

    @Override
    public Kind kind() {
        return Kind.STRING;
    }
}
