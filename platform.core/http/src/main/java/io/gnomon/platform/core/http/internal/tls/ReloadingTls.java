package io.gnomon.platform.core.http.internal.tls;

import io.gnomon.platform.core.http.internal.server.Tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * TLS whose certificate and settings can change: {@link #check} reads the files again and takes
 * them over when they changed and fit. Connections that are open keep what they began with.
 *
 * <p>One thread at a time calls {@link #check}.
 */
public final class ReloadingTls {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);

    private final ServerTls factory;
    private TlsServerConfig config;
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
        factory = new ServerTls(config);
        current = read(config);
        try {
            apply(factory, current);
        } catch (GeneralSecurityException e) {
            throw new IOException(complaint(config, e), e);
        }
    }

    public Tls tls(boolean http2) {
        return new Tls(factory, http2);
    }

    /**
     * Takes over what changed; a mistake is logged once and what was in use stays.
     *
     * @param asked what web.yml says now; null when it says nothing of TLS any more, which counts
     *     at the next start
     */
    public void check(@Nullable TlsServerConfig asked) {
        try {
            TlsServerConfig wanted = asked == null ? config : asked;
            Material now = read(wanted);
            if (now.equals(current) && wanted.equals(config)) {
                return;
            }
            factory.reload(f -> {
                try {
                    apply(f, now);
                    factory.use(wanted);
                } catch (GeneralSecurityException e) {
                    throw new IllegalArgumentException(complaint(wanted, e), e);
                }
            });
            String changed =
                    wanted.equals(config)
                            ? current.certificates().equals(now.certificates())
                                    ? config.keyName()
                                    : config.certName()
                            : "tls_server_config";
            current = now;
            config = wanted;
            lastComplaint = "";
            LOG.info("{} changed: it counts for new connections", changed);
        } catch (Exception e) {
            String complaint = String.valueOf(e.getMessage());
            if (!complaint.equals(lastComplaint)) {
                lastComplaint = complaint;
                LOG.error("{}; what is in use stays", complaint);
            }
        }
    }

    private static String complaint(TlsServerConfig config, GeneralSecurityException e) {
        return "TLS: " + config.certName() + ", " + config.keyName() + ": " + e.getMessage();
    }

    private static Material read(TlsServerConfig config) throws IOException {
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
