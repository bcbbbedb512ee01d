package io.gnomon.platform.core.http.internal.webconfig;

import io.gnomon.platform.core.http.internal.front.RateLimit;
import io.gnomon.platform.core.http.internal.login.Passwords;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig.ClientAuth;
import io.gnomon.platform.core.http.internal.webconfig.WebConfig.TlsSection;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * web.yml as it is now: it is followed while the server runs; only whether there is TLS, and
 * HTTP/2, is decided at start. One thread at a time calls {@link #check}; the rest may be called by
 * any.
 */
public final class WebConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(WebConfigFile.class);

    /** Headers that may be set, with their valid values; none for any. */
    private static final Map<String, List<String>> HEADERS =
            Map.of(
                    "Strict-Transport-Security", List.of(),
                    "X-Content-Type-Options", List.of("nosniff"),
                    "X-Frame-Options", List.of("deny", "sameorigin"),
                    "X-XSS-Protection", List.of(),
                    "Content-Security-Policy", List.of());

    private final SettingsBinder binder;
    private final @Nullable Path file;
    private String text;
    private String lastComplaint = "";
    private volatile State state;

    private record State(
            @Nullable TlsServerConfig tls,
            boolean http2,
            Map<String, String> users,
            Map<String, String> headers,
            RateLimit rate) {}

    /**
     * Reads the file.
     *
     * @param name flag web.config.file, empty for none
     * @throws IOException with a sentence for each mistake
     */
    public WebConfigFile(SettingsBinder binder, String name) throws IOException {
        this.binder = binder;
        this.file = name.isEmpty() ? null : Path.of(name);
        if (file == null) {
            text = "";
            state = new State(null, true, Map.of(), Map.of(), RateLimit.NONE);
            return;
        }
        text = read(file);
        state = parse(file, text);
    }

    /** Users with their hashes. */
    public Map<String, String> users() {
        return state.users();
    }

    /** Headers for every answer. */
    public Map<String, String> headers() {
        return state.headers();
    }

    /** How many requests may come; begins anew when the file changes. */
    public RateLimit rate() {
        return state.rate();
    }

    public boolean http2() {
        return state.http2();
    }

    /** TLS as the file asks for it, null for none. */
    public @Nullable TlsServerConfig tls() {
        return state.tls();
    }

    /** Takes over users and headers when the file changed; a mistake is logged once. */
    public void check() {
        Path known = file;
        if (known == null) {
            return;
        }
        try {
            String now = read(known);
            if (!now.equals(text)) {
                state = parse(known, now);
                text = now;
                lastComplaint = "";
                LOG.info("{} was read again", known);
            }
        } catch (IOException e) {
            String complaint = String.valueOf(e.getMessage());
            if (!complaint.equals(lastComplaint)) {
                lastComplaint = complaint;
                LOG.error("{}; what was in force stays", complaint);
            }
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e, e);
        }
    }

    private State parse(Path from, String yaml) throws IOException {
        WebConfig config;
        try {
            config = binder.bind(binder.parseYaml(from.toString(), yaml), WebConfig.class);
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
        Map<String, String> users = new LinkedHashMap<>();
        for (Map.Entry<String, Secret> user : config.basicAuthUsers().entrySet()) {
            if (!Passwords.isHash(user.getValue().reveal())) {
                throw new IOException(
                        from
                                + ": basic_auth_users: the password of \""
                                + user.getKey()
                                + "\" is not a bcrypt hash ($2a$, $2b$ or $2y$, cost 4 to 19)");
            }
            users.put(user.getKey(), user.getValue().reveal());
        }
        WebConfig.HttpSection http = config.httpServerConfig();
        boolean http2 = http == null || http.http2();
        Map<String, String> headers = http == null ? Map.of() : http.headers();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            check(from, header.getKey(), header.getValue());
        }
        WebConfig.RateSection rate = config.rateLimit();
        TlsSection tls = config.tlsServerConfig();
        return new State(
                tls == null ? null : tls(from, tls, http2),
                http2,
                Map.copyOf(users),
                Map.copyOf(headers),
                rate == null
                        ? RateLimit.NONE
                        : new RateLimit(rate.interval(), rate.burst(), System::nanoTime));
    }

    private static void check(Path from, String header, String value) throws IOException {
        List<String> valid = HEADERS.get(header);
        if (valid == null) {
            throw new IOException(
                    from
                            + ": header \""
                            + header
                            + "\" can not be set in web.yml; valid are "
                            + String.join(", ", new TreeSet<>(HEADERS.keySet())));
        }
        if (!valid.isEmpty() && valid.stream().noneMatch(value::equalsIgnoreCase)) {
            throw new IOException(
                    "%s: invalid value for %s: \"%s\"; valid: %s"
                            .formatted(from, header, value, String.join(", ", valid)));
        }
    }

    private static TlsServerConfig tls(Path from, TlsSection tls, boolean http2)
            throws IOException {
        either(from, "cert", given(tls.cert()), given(tls.certFile()));
        Secret key = tls.key();
        either(from, "key", key != null && given(key.reveal()), given(tls.keyFile()));
        try {
            ClientAuth auth = ClientAuth.of(tls.clientAuthType());
            boolean authorities = tls.clientCa() != null || tls.clientCaFile() != null;
            if (auth == ClientAuth.NONE && authorities) {
                throw new IOException(
                        from
                                + ": client_ca_file is of no use while client_auth_type is"
                                + " NoClientCert");
            }
            if (auth == ClientAuth.REQUIRE && !authorities) {
                throw new IOException(
                        from
                                + ": client_auth_type asks for certificates, so client_ca_file must"
                                + " say which to trust");
            }
            TlsServerConfig made =
                    new TlsServerConfig(
                            orEmpty(tls.cert()),
                            path(from, tls.certFile()),
                            tls.key() == null ? "" : tls.key().reveal(),
                            path(from, tls.keyFile()),
                            auth,
                            orEmpty(tls.clientCa()),
                            path(from, tls.clientCaFile()),
                            tls.minVersion(),
                            tls.maxVersion(),
                            tls.cipherSuites(),
                            tls.curvePreferences(),
                            tls.clientAllowedSans());
            if (http2) {
                made.requireHttp2();
            }
            return made;
        } catch (IllegalArgumentException e) {
            throw new IOException(from + ": " + e.getMessage(), e);
        }
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Relative to the folder of web.yml. */
    private static Path path(Path webConfig, @Nullable String name) {
        return name == null || name.isEmpty()
                ? Path.of("")
                : webConfig.toAbsolutePath().resolveSibling(name);
    }

    private static void either(Path from, String name, boolean inline, boolean file)
            throws IOException {
        if (inline == file) {
            throw new IOException(
                    from + ": tls_server_config needs either " + name + " or " + name + "_file");
        }
    }
}
