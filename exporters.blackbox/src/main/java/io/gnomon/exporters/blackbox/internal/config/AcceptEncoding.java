package io.gnomon.exporters.blackbox.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which compressions a request asks for (RFC 9110, 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Value of the header, empty when there is none. */
    static String of(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Accept-Encoding"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether an answer may be compressed so; without a header it may. */
    static boolean accepts(String header, String compression) {
        if (header.isBlank()) {
            return true;
        }
        List<String> codings = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        for (String wanted : List.of(compression, "*")) {
            for (String coding : codings) {
                String[] parts = coding.split("\\s*;\\s*", 2);
                if (parts[0].equalsIgnoreCase(wanted)) {
                    return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
                }
            }
        }
        return compression.equals("identity");
    }
}
