package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The request by which an HTTP connection becomes a WebSocket (RFC 6455, 4.1). One thread. */
final class WebsocketUpgrade {
    /** Of RFC 6455, 1.3. */
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int KEY_LENGTH = 16;

    /** Two ends of lines, as the bytes of a number. */
    private static final int EMPTY_LINE = 0x0D0A0D0A;

    private static final int HEAD_MAX = 64 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI uri;
    private final Map<String, List<String>> headers;
    private int status;

    /**
     * A request that is not sent yet.
     *
     * @param headers besides those of the upgrade, by name
     */
    WebsocketUpgrade(URI uri, Map<String, List<String>> headers) {
        this.uri = uri;
        this.headers = headers;
    }

    /** Of the answer, 0 while there is none. */
    int status() {
        return status;
    }

    /**
     * Sends it and reads the head of the answer, no byte more.
     *
     * @throws IOException with a sentence when the server does not agree
     */
    void ask(Dialogue.Wire wire) throws IOException {
        byte[] random = new byte[KEY_LENGTH];
        RANDOM.nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        wire.out().write(request(key).getBytes(ISO_8859_1));
        wire.out().flush();
        List<String> head = head(wire.in());
        status = status(head.getFirst());
        Map<String, String> answered = fields(head);
        if (status != SWITCHING_PROTOCOLS) {
            throw new IOException("websocket: the server answered with status " + status);
        }
        if (!answered.getOrDefault("upgrade", "").equalsIgnoreCase("websocket")
                || !answered.getOrDefault("connection", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("upgrade")
                || !answered.getOrDefault("sec-websocket-accept", "").equals(accept(key))) {
            throw new IOException(
                    "websocket: the server's answer is none to an upgrade: "
                            + String.join("; ", head));
        }
    }

    private String request(String key) {
        StringBuilder text = new StringBuilder("GET ");
        text.append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        if (uri.getRawQuery() != null) {
            text.append('?').append(uri.getRawQuery());
        }
        text.append(" HTTP/1.1\r\n");
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Host", List.of(uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())));
        all.put("User-Agent", List.of(HttpProber.USER_AGENT));
        headers.forEach((name, values) -> {
            all.keySet().removeIf(known -> known.equalsIgnoreCase(name));
            all.put(name, values);
        });
        all.put("Upgrade", List.of("websocket"));
        all.put("Connection", List.of("Upgrade"));
        all.put("Sec-WebSocket-Key", List.of(key));
        all.put("Sec-WebSocket-Version", List.of("13"));
        all.forEach((name, values) ->
                values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n")));
        return text.append("\r\n").toString();
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != EMPTY_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("websocket: the server ended the connection");
            }
            head.write(next);
            lastFour = (lastFour << Byte.SIZE) | next;
            if (head.size() > HEAD_MAX) {
                throw new IOException(
                        "websocket: the answer's head is longer than " + HEAD_MAX + " bytes");
            }
        }
        return head.toString(ISO_8859_1).lines().toList();
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (!words[0].startsWith("HTTP/1.") || words.length < 2 || !words[1].matches("[0-9]{3}")) {
            throw new IOException("websocket: the answer is not one of HTTP/1.1: " + line);
        }
        return Integer.parseInt(words[1]);
    }

    /** By lower-case name; several of one name are joined with commas. */
    private static Map<String, String> fields(List<String> head) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (a, b) -> a + ", " + b);
            }
        }
        return fields;
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
