package io.gnomon.platform.core.httpclient.internal.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The shared credentials file: {@code [profile]} and {@code key = value} lines. */
final class Profiles {
    private Profiles() {}

    static Map<String, String> read(Path file, String profile) throws IOException {
        Map<String, String> found = new HashMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[")) {
                String name = text.replaceAll("[\\[\\]]", "").strip();
                inside = name.equals(profile) || name.equals("profile " + profile);
            } else if (inside && equals > 0 && !text.startsWith("#")) {
                found.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
            }
        }
        return found;
    }
}
