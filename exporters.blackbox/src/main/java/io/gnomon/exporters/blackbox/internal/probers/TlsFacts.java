package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What a TLS connection tells about the server. */
final class TlsFacts {
    /** Go's zero time, which the peer reports when no chain was verified. */
    private static final double NEVER = -62_135_596_800.0;

    /** GeneralName of RFC 5280, 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private TlsFacts() {}

    /** Sets the five families of a connection. */
    static void report(SSLSession session, @Nullable TlsSettings settings, Gauges gauges) {
        List<X509Certificate> certificates = certificates(session);
        expiry(certificates, gauges);
        boolean verified = settings == null || !settings.insecureSkipVerify();
        gauges.set(
                "probe_ssl_last_chain_expiry_timestamp_seconds",
                "When the chain of the server's certificate expires, in seconds since 1970.",
                verified ? earliest(chain(certificates)) : NEVER);
        if (!certificates.isEmpty()) {
            leaf(certificates.getFirst(), gauges);
        }
        version(session, gauges);
        gauges.set(
                "probe_tls_cipher_info",
                "Cipher suite of the TLS connection.",
                1,
                "cipher",
                session.getCipherSuite());
    }

    /** Sets the two families that gRPC has. */
    static void reportShort(SSLSession session, Gauges gauges) {
        expiry(certificates(session), gauges);
        version(session, gauges);
    }

    private static void expiry(List<X509Certificate> certificates, Gauges gauges) {
        gauges.set(
                "probe_ssl_earliest_cert_expiry",
                "When the first of the server's certificates expires, in seconds since 1970.",
                earliest(certificates));
    }

    private static void version(SSLSession session, Gauges gauges) {
        gauges.set(
                "probe_tls_version_info",
                "Version of the TLS connection.",
                1,
                "version",
                session.getProtocol().replace("TLSv", "TLS ").replaceFirst("^TLS 1$", "TLS 1.0"));
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            Certificate[] sent = session.getPeerCertificates();
            return Arrays.stream(sent)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /**
     * The certificates that lead from the server's own towards a trusted one, as far as the server
     * sent them. The trusted one itself, which Java does not tell, is left out.
     */
    private static List<X509Certificate> chain(List<X509Certificate> sent) {
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next : sent) {
            if (chain.isEmpty()
                    || chain.getLast()
                            .getIssuerX500Principal()
                            .equals(next.getSubjectX500Principal())) {
                chain.add(next);
            }
        }
        return chain;
    }

    private static double earliest(List<X509Certificate> certificates) {
        return certificates.stream()
                .mapToLong(c -> c.getNotAfter().toInstant().getEpochSecond())
                .min()
                .stream()
                .mapToDouble(seconds -> seconds)
                .findFirst()
                .orElse(NEVER);
    }

    private static void leaf(X509Certificate certificate, Gauges gauges) {
        gauges.set(
                "probe_ssl_last_chain_info",
                "The server's certificate.",
                1,
                "fingerprint_sha256",
                fingerprint(certificate),
                "issuer",
                GoNames.of(certificate.getIssuerX500Principal()),
                "serialnumber",
                serialNumber(certificate),
                "subject",
                GoNames.of(certificate.getSubjectX500Principal()),
                "subjectalternative",
                alternatives(certificate));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serialNumber(X509Certificate certificate) {
        String hex = certificate.getSerialNumber().abs().toString(16);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    private static String alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : String.join(
                            ",",
                            names.stream()
                                    .filter(name -> name.getFirst().equals(DNS_NAME))
                                    .map(name -> String.valueOf(name.getLast()))
                                    .toList());
        } catch (CertificateParsingException e) {
            return "";
        }
    }
}
