package io.gnomon.alerting.channels.chat.internal.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * How long Telegram takes a message in HTML for: its tags and entities count for what they show.
 */
final class HtmlLength {
    /** What is refused before it is even read. */
    private static final int BYTES_MAX = 1 << 15;

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");

    /** Entities that Telegram knows; other ones are shown as they stand. */
    private static final Pattern ENTITY =
            Pattern.compile("&(?:(?:lt|gt|amp|quot)|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});?");

    private HtmlLength() {}

    static boolean isTooLong(String html, int charactersMax) {
        return html.getBytes(UTF_8).length > BYTES_MAX || characters(html) > charactersMax;
    }

    /** Characters that are seen. */
    static int characters(String html) {
        String shown = ENTITY.matcher(TAG.matcher(html).replaceAll("")).replaceAll("x");
        return shown.codePointCount(0, shown.length());
    }
}
