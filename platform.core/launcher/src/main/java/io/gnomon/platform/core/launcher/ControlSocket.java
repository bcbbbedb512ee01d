package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How sub-commands ask the server that runs on a data directory: a Unix socket in a folder that
 * only the server's user may enter. Who may, could as well change the files themselves. A request
 * is one line; the answer is "ok" or "error", a space, and a sentence.
 */
final class ControlSocket implements AutoCloseable {
    static final String FOLDER = ".control";

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);

    /** Answers a request. */
    interface Service {
        /**
         * Does what a line asks for.
         *
         * @return a sentence about what was done
         * @throws IOException with a sentence why it was not
         */
        String answer(String line) throws IOException;
    }

    private final Path path;
    private final ServerSocketChannel server;
    private final Service service;

    private ControlSocket(Path path, ServerSocketChannel server, Service service) {
        this.path = path;
        this.server = server;
        this.service = service;
    }

    private static UnixDomainSocketAddress address(Path data) {
        return UnixDomainSocketAddress.of(data.resolve(FOLDER).resolve("socket"));
    }

    /** Listens until it is closed; null where the system has no such sockets. */
    static @Nullable ControlSocket open(Path data, Service service) {
        Path folder = data.resolve(FOLDER);
        try {
            if (!Files.exists(folder)) {
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            UnixDomainSocketAddress address = address(data);
            Files.deleteIfExists(address.getPath());
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(address);
            ControlSocket socket = new ControlSocket(address.getPath(), server, service);
            Thread.ofPlatform().daemon().name("control").start(socket::serve);
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            // Such as a path of more than about 100 bytes.
            log.warn(
                    "there is no socket in {} ({}): gnomon backup works only while the server is"
                            + " stopped",
                    folder,
                    e.getMessage());
            return null;
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                BufferedReader in =
                        new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                String line = in.readLine();
                if (line != null) {
                    client.write(ByteBuffer.wrap(answer(line).getBytes(StandardCharsets.UTF_8)));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.warn("a request over the socket of the data directory failed", e);
            }
        }
    }

    private String answer(String line) {
        try {
            return "ok " + service.answer(line) + "\n";
        } catch (IOException | RuntimeException e) {
            log.warn("\"{}\" failed: {}", line, e.getMessage());
            return "error " + e.getMessage() + "\n";
        }
    }

    /**
     * Asks the server that runs on a data directory.
     *
     * @return its sentence
     * @throws IOException with its sentence when it refused, or when it cannot be asked
     */
    static String ask(Path data, String line) throws IOException {
        try (SocketChannel server = SocketChannel.open(address(data))) {
            server.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader in =
                    new BufferedReader(Channels.newReader(server, StandardCharsets.UTF_8));
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the server ended without an answer");
            }
            if (!answer.startsWith("ok ")) {
                throw new IOException(answer.substring("error ".length()));
            }
            return answer.substring("ok ".length());
        }
    }

    /** From now on nobody is answered who was not before. */
    @Override
    public void close() throws IOException {
        // The name first: the system may let one more connect while the channel is being closed.
        Files.deleteIfExists(path);
        server.close();
    }
}
