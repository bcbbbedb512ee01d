package io.gnomon.platform.core.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers to be sent with it
 * @param text for people, empty when all went well
 */
public record Reply(int status, Map<String, String> headers, String text) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply of(int status, String text) {
        return new Reply(status, Map.of(), text);
    }

    /** Writes the answer, the text as one line. */
    public void sendTo(Output output) throws IOException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "text/plain; charset=utf-8");
        try (OutputStream out = output.open(status, all)) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
