package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is given or stands in a file, which is read for each request: it may be rotated. */
final class SecretFile {
    private SecretFile() {}

    /** The text, empty when neither is given. */
    static String read(@Nullable Secret given, @Nullable String file, String what)
            throws IOException {
        return given != null ? given.reveal() : read((String) null, file, what);
    }

    /** The text, empty when neither is given. */
    static String read(@Nullable String given, @Nullable String file, String what)
            throws IOException {
        if (given != null || file == null) {
            return given == null ? "" : given;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("unable to read " + what + " " + file, e);
        }
    }
}
