package io.gnomon.platform.web.internal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** The built files of the application; each is read and compressed once. Many threads may call. */
final class WebFiles {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "woff2", "font/woff2");

    private final Function<String, @Nullable InputStream> resources;
    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    /**
     * @param bytes as they were built
     * @param gzip the same compressed; null where that gains nothing
     * @param type media type
     */
    record WebFile(byte[] bytes, byte @Nullable [] gzip, String type) {}

    /**
     * @param resources opens a file by its path without a slash in front, null when there is none
     */
    WebFiles(Function<String, @Nullable InputStream> resources) {
        this.resources = resources;
    }

    /**
     * Reads a file of the build, or takes it from memory.
     *
     * @param path without a slash in front
     * @return null when the build has no such file
     */
    @Nullable WebFile find(String path) throws IOException {
        WebFile known = files.get(path);
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (known != null || type == null || path.contains("..") || path.contains("//")) {
            return known;
        }
        try (InputStream in = resources.apply(path)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            byte[] gzip = type.startsWith("font/") ? null : compress(bytes);
            WebFile file = new WebFile(bytes, gzip, type);
            files.put(path, file);
            return file;
        }
    }

    static byte[] compress(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
