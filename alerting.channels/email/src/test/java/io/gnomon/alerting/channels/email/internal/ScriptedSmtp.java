package io.gnomon.alerting.channels.email.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server on a free port of the loopback address that says what the test wants: refusals,
 * extensions, STARTTLS.
 */
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> extensions;
    private final Function<String, @Nullable String> replies;
    private final @Nullable SSLContext tls;

    /**
     * Starts the server.
     *
     * @param extensions what it answers to EHLO
     * @param replies to a command; null for the usual reply
     * @param tls for STARTTLS
     */
    ScriptedSmtp(
            List<String> extensions,
            Function<String, @Nullable String> replies,
            @Nullable SSLContext tls) {
        this.extensions = extensions;
        this.replies = replies;
        this.tls = tls;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    ScriptedSmtp(List<String> extensions, Function<String, @Nullable String> replies) {
        this(extensions, replies, null);
    }

    String smarthost() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Commands up to now, without the mails. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket plain) {
        try (Socket socket = plain) {
            say(socket, "220 scripted");
            talk(socket, false);
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void talk(Socket socket, boolean encrypted) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String own = replies.apply(line);
            if (own != null) {
                say(socket, own);
            } else if (line.startsWith("EHLO")) {
                say(socket, "250-scripted");
                for (String extension : extensions) {
                    if (!encrypted || !extension.equals("STARTTLS")) {
                        say(socket, "250-" + extension);
                    }
                }
                say(socket, "250 8BITMIME");
            } else if (line.equals("STARTTLS") && tls != null) {
                say(socket, "220 go ahead");
                SSLSocket wrapped =
                        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
                wrapped.setUseClientMode(false);
                talk(wrapped, true);
                return;
            } else if (line.equals("DATA")) {
                say(socket, "354 go ahead");
                String data = in.readLine();
                while (data != null && !data.equals(".")) {
                    data = in.readLine();
                }
                String end = replies.apply(".");
                say(socket, end == null ? "250 taken" : end);
            } else if (line.equals("QUIT")) {
                say(socket, "221 bye");
                return;
            } else {
                say(socket, "250 fine");
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
