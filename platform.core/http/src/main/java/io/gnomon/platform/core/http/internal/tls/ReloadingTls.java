package io.gnomon.platform.core.http.internal.tls;

import io.gnomon.platform.core.http.internal.server.Tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * TLS whose certificate can change: {@link #check} reads the files again and takes them over when
 * they changed and fit. Connections that are open keep the certificate they began with.
 *
 * <p>One thread at a time calls {@link #check}.
 */
public final class ReloadingTls {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);

    private final TlsServerConfig config;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private Material current;
    private String lastComplaint = "";

    /** Contents of the files. */
    private record Material(String certificates, String key, String clientAuthorities) {}

    /**
     * Reads the files for the first time.
     *
     * @throws IOException with a sentence that names the file and what is wrong with it
     */
    public ReloadingTls(TlsServerConfig config) throws IOException {
        this.config = config;
        factory.setKeyStorePassword(ServerIdentity.PASSWORD);
        config.applyTo(factory);
        current = read();
        try {
            apply(factory, current);
        } catch (GeneralSecurityException e) {
            throw new IOException(complaint(e), e);
        }
    }

    public Tls tls(boolean http2) {
        return new Tls(factory, http2);
    }

    /** Takes over what changed; a mistake is logged once and the old certificate stays. */
    public void check() {
        try {
            Material now = read();
            if (now.equals(current)) {
                return;
            }
            Material before = current;
            factory.reload(f -> {
                try {
                    apply(f, now);
                } catch (GeneralSecurityException e) {
                    throw new IllegalArgumentException(complaint(e), e);
                }
            });
            current = now;
            lastComplaint = "";
            LOG.info(
                    "{} changed: new connections get the new certificate",
                    before.certificates().equals(now.certificates())
                            ? config.keyName()
                            : config.certName());
        } catch (Exception e) {
            String complaint = String.valueOf(e.getMessage());
            if (!complaint.equals(lastComplaint)) {
                lastComplaint = complaint;
                LOG.error("{}; the certificate in use stays", complaint);
            }
        }
    }

    private String complaint(GeneralSecurityException e) {
        return "TLS: " + config.certName() + ", " + config.keyName() + ": " + e.getMessage();
    }

    private Material read() throws IOException {
        return new Material(
                text(config.cert(), config.certFile()),
                text(config.key(), config.keyFile()),
                text(config.clientCa(), config.clientCaFile()));
    }

    private static String text(String inline, Path file) throws IOException {
        if (!inline.isEmpty() || file.toString().isEmpty()) {
            return inline;
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException("TLS: cannot read " + file + ": " + e, e);
        }
    }

    private static void apply(SslContextFactory into, Material material)
            throws GeneralSecurityException {
        ServerIdentity identity = ServerIdentity.of(material.certificates(), material.key());
        into.setKeyStore(identity.keyStore());
        into.setTrustStore(
                ServerIdentity.trusting(
                        material.clientAuthorities().isEmpty()
                                ? List.of()
                                : Pem.certificates(material.clientAuthorities())));
    }
}
