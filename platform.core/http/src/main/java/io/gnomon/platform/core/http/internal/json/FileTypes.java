package io.gnomon.platform.core.http.internal.json;

import java.util.Locale;
import java.util.Map;

/** Media types of files by the ending of their name: of those that may do no harm. */
public final class FileTypes {
    private static final Map<String, String> BY_ENDING =
            Map.of(
                    "js", "text/javascript; charset=utf-8",
                    "mjs", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "woff2", "font/woff2",
                    "md", "text/plain; charset=utf-8",
                    "txt", "text/plain; charset=utf-8");

    private FileTypes() {}

    public static String of(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }
}
