package io.gnomon.platform.core.httpclient.internal.plain;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Status line and headers of an answer (RFC 9112).
 *
 * @param http11 HTTP/1.1, else 1.0
 * @param headers by lower-case name
 */
record ResponseHead(boolean http11, int status, String reason, Map<String, List<String>> headers) {
    /** The body is in chunks that tell their length. */
    static final long CHUNKED = -1;

    /** The body ends with the connection. */
    static final long TO_THE_END = -2;

    /** Reads a head that ends with an empty line. */
    static ResponseHead parse(byte[] bytes, int from, int to) throws ProtocolException {
        int end = lineEnd(bytes, from, to);
        String line = PlainConnection.text(bytes, from, trimmed(bytes, from, end));
        if (!line.startsWith("HTTP/1.") || line.length() < 12 || !isDigits(line, 9, 12)) {
            throw new ProtocolException(
                    "malformed HTTP response \""
                            + line.substring(0, Math.min(60, line.length()))
                            + "\"");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int at = end + 1; at < to; at = end + 1) {
            end = lineEnd(bytes, at, to);
            header(bytes, at, trimmed(bytes, at, end), headers);
        }
        return new ResponseHead(
                line.charAt(7) == '1',
                Integer.parseInt(line.substring(9, 12)),
                line.substring(12).strip(),
                headers);
    }

    private static void header(byte[] bytes, int from, int to, Map<String, List<String>> headers)
            throws ProtocolException {
        if (from >= to) {
            return;
        }
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == from || colon == to) {
            throw new ProtocolException(
                    "malformed MIME header line: " + PlainConnection.text(bytes, from, to));
        }
        headers.computeIfAbsent(
                        PlainConnection.text(bytes, from, colon).strip().toLowerCase(Locale.ROOT),
                        n -> new ArrayList<>(1))
                .add(PlainConnection.text(bytes, colon + 1, to).strip());
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private static int trimmed(byte[] bytes, int from, int end) {
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private static boolean isDigits(String text, int from, int to) {
        return text.chars().skip(from).limit(to - from).allMatch(c -> c >= '0' && c <= '9');
    }

    private String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : String.join(",", values).toLowerCase(Locale.ROOT);
    }

    /** Length of the body, or one of the constants. */
    long bodyLength(String method) throws ProtocolException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return 0;
        }
        String coding = header("transfer-encoding");
        if (!coding.isEmpty()) {
            if (!coding.equals("chunked")) {
                throw new ProtocolException("unsupported transfer encoding \"" + coding + "\"");
            }
            return CHUNKED;
        }
        String length = header("content-length");
        if (length.isEmpty()) {
            return TO_THE_END;
        }
        if (length.length() > 18 || !isDigits(length, 0, length.length())) {
            throw new ProtocolException("bad Content-Length \"" + length + "\"");
        }
        return Long.parseLong(length);
    }

    /** Whether the connection serves another request afterwards. */
    boolean keepsConnection() {
        String connection = header("connection");
        return http11 ? !connection.contains("close") : connection.contains("keep-alive");
    }
}
