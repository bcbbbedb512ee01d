package io.gnomon.exporters.blackbox.internal.probers;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;

/** Says why a connection failed, in words that users of the peer know. */
final class Failure {
    private Failure() {}

    /** What is done on a connection. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs the work; what fails because the time is over says so. */
    static <T> T timed(Deadlines.Guard guard, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            throw new IOException(guard.isOver() ? "i/o timeout" : words(e), e);
        }
    }

    private static String words(IOException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                return "tls: failed to verify certificate: " + at.getMessage();
            }
        }
        return switch (e) {
            case SSLException tls -> "tls: " + tls.getMessage();
            case ConnectException _ -> "connect: connection refused";
            case NoRouteToHostException _ -> "connect: no route to host";
            case SocketTimeoutException _ -> "i/o timeout";
            case EOFException _ -> "EOF";
            default -> String.valueOf(e.getMessage());
        };
    }
}
