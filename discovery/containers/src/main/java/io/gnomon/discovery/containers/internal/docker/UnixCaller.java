package io.gnomon.discovery.containers.internal.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gnomon.spi.common.HttpCaller;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP over the socket of a daemon on this machine: HTTP/1.0, so that an answer is neither in
 * chunks nor followed by another one. An interrupt of the calling thread ends a request; there is
 * no other deadline.
 *
 * @param socket path of the socket
 */
record UnixCaller(Path socket) implements HttpCaller {
    private static final int LINE_MAX = 16 << 10;

    @Override
    public Response send(Request request) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer head = ByteBuffer.wrap(head(request).getBytes(ISO_8859_1));
            while (head.hasRemaining()) {
                channel.write(head);
            }
            return answer(new BufferedInputStream(Channels.newInputStream(channel)));
        } catch (IOException e) {
            channel.close();
            throw new IOException("the daemon at " + socket + ": " + e.getMessage(), e);
        }
    }

    private static String head(Request request) {
        StringBuilder head = new StringBuilder(request.method()).append(' ');
        head.append(request.uri().getRawPath());
        if (request.uri().getRawQuery() != null) {
            head.append('?').append(request.uri().getRawQuery());
        }
        head.append(" HTTP/1.0\r\nHost: docker\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static Response answer(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/") || !status[1].matches("[0-9]{3}")) {
            throw new IOException("malformed HTTP response");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                line.substring(0, colon).toLowerCase(Locale.ROOT),
                                name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return new Response(
                Integer.parseInt(status[1]), status.length < 3 ? "" : status[2], headers, in);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LINE_MAX) {
                throw new IOException("malformed HTTP response");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        // Each request has a connection of its own.
    }
}
