package io.gnomon.platform.core.httpclient.internal.plain;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The bytes of a request without a body (RFC 9112). */
final class RequestHead {
    private static final int LATIN_1 = 0xff;

    private RequestHead() {}

    /** Request line, Host unless the headers have it, headers. */
    static byte[] of(String method, URI uri, HttpFields headers) {
        StringBuilder out = new StringBuilder(256);
        String path = uri.getRawPath();
        out.append(method).append(' ').append(path == null || path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            out.append('?').append(uri.getRawQuery());
        }
        out.append(" HTTP/1.1\r\n");
        if (!headers.contains(HttpHeader.HOST)) {
            out.append("Host: ").append(uri.getHost());
            if (uri.getPort() > 0) {
                out.append(':').append(uri.getPort());
            }
            out.append("\r\n");
        }
        for (HttpField field : headers) {
            append(out, field.getName());
            out.append(": ");
            append(out, field.getValue() == null ? "" : field.getValue());
            out.append("\r\n");
        }
        out.append("\r\n");
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Control characters, which could end the line, become blanks; what is not Latin-1 a '?'. */
    private static void append(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || c == 0x7f;
            out.append(control ? ' ' : c > LATIN_1 ? '?' : c);
        }
    }
}
