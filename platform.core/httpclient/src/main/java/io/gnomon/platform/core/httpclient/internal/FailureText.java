package io.gnomon.platform.core.httpclient.internal;

import org.eclipse.jetty.http.HttpException;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** Says what went wrong in the words that users of Prometheus know. */
final class FailureText {
    static final String DEADLINE = "context deadline exceeded";

    private FailureText() {}

    /** {@code Get "http://h:1/metrics": ... connection refused}. */
    static IOException of(String method, URI uri, Throwable failure) {
        String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        String text = words(failure, hostAndPort(uri), String.valueOf(uri.getHost()));
        return new IOException("%s \"%s\": %s".formatted(verb, shown(uri), text), failure);
    }

    /** While the body is read, where the request needs no repeating. */
    static IOException ofBody(Throwable failure) {
        return new IOException(words(failure, "", ""), failure);
    }

    private static String words(Throwable failure, String address, String host) {
        Throwable cause = root(failure);
        return switch (cause) {
            case TimeoutException e -> DEADLINE;
            case SocketTimeoutException e -> "dial tcp " + address + ": i/o timeout";
            case ConnectException e -> "dial tcp " + address + ": connect: connection refused";
            case NoRouteToHostException e -> "dial tcp " + address + ": connect: no route to host";
            case UnknownHostException e -> "dial tcp: lookup " + host + ": no such host";
            case UnresolvedAddressException e -> "dial tcp: lookup " + host + ": no such host";
            case CertificateException e -> certificate(e, host);
            case SSLException e -> "tls: " + e.getMessage();
            case EOFException e -> "EOF";
            case ClosedChannelException e -> "EOF";
            case HttpException.RuntimeException e -> "malformed HTTP response: " + e.getReason();
            default -> {
                String message = String.valueOf(cause.getMessage());
                yield message.toLowerCase(Locale.ROOT).contains("connection reset")
                        ? "connection reset by peer"
                        : message;
            }
        };
    }

    private static String certificate(CertificateException e, String host) {
        String message = String.valueOf(e.getMessage());
        String reason =
                message.contains("path building failed") || message.contains("unable to find valid")
                        ? "certificate signed by unknown authority"
                        : message.contains("No subject alternative")
                                        || message.contains("No name matching")
                                ? "certificate is not valid for " + host
                                : message;
        return "tls: failed to verify certificate: x509: " + reason;
    }

    /** The cause that says most: the innermost one of a kind that {@link #words} knows. */
    private static Throwable root(Throwable failure) {
        Throwable found = failure instanceof ExecutionException ? failure.getCause() : failure;
        found = found == null ? failure : found;
        for (Throwable at = found; at != null; at = at.getCause()) {
            if (at instanceof TimeoutException
                    || at instanceof CertificateException
                    || at instanceof HttpException) {
                return at;
            }
        }
        return found;
    }

    private static String hostAndPort(URI uri) {
        int port = uri.getPort();
        return uri.getHost() + ":" + (port > 0 ? port : "https".equals(uri.getScheme()) ? 443 : 80);
    }

    /** Without a password. */
    private static String shown(URI uri) {
        return uri.toString().replaceFirst("://([^/@:]*):[^/@]*@", "://$1:xxxxx@");
    }
}
