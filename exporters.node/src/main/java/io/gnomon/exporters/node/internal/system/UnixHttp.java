package io.gnomon.exporters.node.internal.system;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A request of HTTP/1.0 over a Unix socket, which no HTTP client of the JDK takes. Blocks until the
 * thread is interrupted.
 */
final class UnixHttp {
    private static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;

    private UnixHttp() {}

    /**
     * Posts XML.
     *
     * @return the body of an answer with status 200
     * @throws IOException when there is none, with the status if there is another
     */
    static InputStream post(Path socket, String path, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + " HTTP/1.0\r\nHost: unix\r\nContent-Type: text/xml\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
            channel.write(ByteBuffer.wrap(body));
            InputStream in = Channels.newInputStream(channel);
            String status = line(in);
            if (!status.matches("HTTP/1\\.[01] 200( .*)?")) {
                throw new IOException("it answers with \"" + status + "\"");
            }
            for (String header = line(in); !header.isEmpty(); ) {
                header = line(in);
            }
            return new ByteArrayInputStream(in.readNBytes(ANSWER_BYTES_MAX));
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > ANSWER_BYTES_MAX) {
                throw new EOFException("it does not answer in HTTP");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
