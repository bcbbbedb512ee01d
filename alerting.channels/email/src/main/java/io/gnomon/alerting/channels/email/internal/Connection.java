package io.gnomon.alerting.channels.email.internal;

import io.gnomon.spi.common.TlsSockets;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Properties;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to an SMTP server that is greeted, encrypted as the settings want it, and logged in.
 * An interrupt ends what waits for the server.
 */
record Connection(Session session, SMTPTransport smtp) implements AutoCloseable {
    /**
     * Connects.
     *
     * @param timeout of the connection and of each answer
     */
    static Connection open(EmailSettings settings, TlsSockets tls, Duration timeout)
            throws IOException, MessagingException {
        EmailSettings.SmartHost to = EmailSettings.SmartHost.of(settings.smarthost());
        SSLSocketFactory encrypting = new ForHost(tls.open(settings.tlsConfig()), to);
        Session session = Session.getInstance(properties(settings, encrypting));
        SMTPTransport smtp =
                new SMTPTransport(
                        session, new URLName("smtp", to.host(), to.port(), null, null, null));
        Socket socket = socket(to, Math.toIntExact(Math.max(1, timeout.toMillis())));
        try {
            if (settings.implicitTls()) {
                socket = encrypting.createSocket(socket, to.host(), to.port(), true);
                ((SSLSocket) socket).startHandshake();
            }
            smtp.connect(socket);
            new SmtpLogin(settings, smtp, smtp.isSSL()).run();
            return new Connection(session, smtp);
        } catch (IOException | MessagingException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Of a channel, because those answer interrupts. */
    private static Socket socket(EmailSettings.SmartHost to, int timeoutMillis) throws IOException {
        Socket socket = SocketChannel.open().socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(to.host()), to.port()),
                    timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Properties properties(EmailSettings settings, SSLSocketFactory encrypting) {
        boolean startTls = settings.requireTls() && !settings.implicitTls();
        Properties properties = new Properties();
        properties.put("mail.smtp.localhost", settings.hello());
        properties.put("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.put("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.put("mail.smtp.ssl.socketFactory", encrypting);
        // The sockets check it themselves.
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    /** What became of a mail is known before the farewell; that it fails changes nothing. */
    @Override
    public void close() {
        try {
            smtp.close();
        } catch (MessagingException e) {
            LoggerFactory.getLogger(Connection.class)
                    .debug("the SMTP server did not take leave: {}", e.getMessage());
        }
    }

    /**
     * Sockets whose peer is the host of the settings, whatever name Angus finds for its address.
     */
    private static final class ForHost extends SSLSocketFactory {
        private final SSLSocketFactory sockets;
        private final EmailSettings.SmartHost to;

        ForHost(SSLSocketFactory sockets, EmailSettings.SmartHost to) {
            this.sockets = sockets;
            this.to = to;
        }

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
                throws IOException {
            return sockets.createSocket(plain, to.host(), to.port(), autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return sockets.createSocket(to.host(), to.port());
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return sockets.createSocket(to.host(), to.port(), local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return sockets.createSocket(to.host(), to.port());
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
                throws IOException {
            return sockets.createSocket(to.host(), to.port(), local, localPort);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }
    }
}
