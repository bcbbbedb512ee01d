package io.gnomon.platform.core.http.internal.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

class WebConfigFileTest {
    private static final String HASH =
            "$2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze";

    @TempDir Path folder;

    private WebConfigFile read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("web.yml"), yaml);
        return new WebConfigFile(new RecordBinder(), file.toString());
    }

    @Test
    void noFileMeansNothing() throws IOException {
        WebConfigFile none = new WebConfigFile(new RecordBinder(), "");
        assertNull(none.tls());
        assertEquals(Map.of(), none.users());
        assertTrue(none.http2());
    }

    @Test
    void everythingThatThePeersHave() throws IOException {
        WebConfigFile file =
                read(
                        """
                        tls_server_config:
                          cert_file: server.crt
                          key_file: keys/server.key
                          client_auth_type: RequireAndVerifyClientCert
                          client_ca_file: ca.crt
                          min_version: TLS13
                          cipher_suites: [TLS_AES_128_GCM_SHA256]
                          client_allowed_sans: [one.test]
                          curve_preferences: [CurveP256]
                        http_server_config:
                          http2: false
                          headers:
                            X-Frame-Options: deny
                        basic_auth_users:
                          alice: $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze
                        """);
        TlsServerConfig tls = Objects.requireNonNull(file.tls());
        assertEquals(folder.resolve("server.crt"), tls.certFile());
        assertEquals(folder.resolve("keys/server.key"), tls.keyFile());
        assertEquals(TlsServerConfig.ClientAuth.REQUIRE, tls.clientAuth());
        assertEquals("TLS13", tls.minVersion());
        assertEquals(Map.of("X-Frame-Options", "deny"), file.headers());
        assertEquals("alice", file.users().keySet().iterator().next());
        assertTrue(!file.http2());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic_auth_userz: {}|web.yml:1:1",
                "tls_server_config: {cert_file: a}|needs either key or key_file",
                "tls_server_config: {cert: x, cert_file: a, key_file: b}|either cert or cert_file",
                "http_server_config: {headers: {X-Other: a}}|X-Other",
                "http_server_config: {headers: {X-Frame-Options: allow}}|valid: deny, sameorigin",
                "tls_server_config: {cert_file: a, key_file: b, client_auth_type: Maybe}|Maybe",
                "tls_server_config: {cert_file: a, key_file: b, client_auth_type:"
                        + " RequireAndVerifyClientCert}|client_ca_file",
                "tls_server_config: {cert_file: a, key_file: b, min_version: TLS1.2}|TLS1.2",
                "tls_server_config: {cert_file: a, key_file: b, min_version: TLS13,"
                        + " max_version: TLS12}|TLS13",
                "tls_server_config: {cert_file: a, key_file: b, cipher_suites: [A]}|unknown cipher:"
                        + " A",
                "tls_server_config: {cert_file: a, key_file: b, curve_preferences: [A]}|curve: A",
                "basic_auth_users: {ann: plain}|\"ann\" is not a bcrypt hash",
                "a: [|web.yml:1:"
            })
    void mistakesAreSaidWithTheirPlace(String yaml, String said) {
        IOException e = assertThrows(IOException.class, () -> read(yaml));
        assertTrue(String.valueOf(e.getMessage()).contains(said), String.valueOf(e.getMessage()));
    }

    /** The files of the peers' own tests; those that fail only when their files are read too. */
    @Test
    void filesOfThePeersAreTakenAndRefusedAsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> all = Files.list(PeerData.folder("config/web"))) {
            for (Path file : all.filter(f -> f.toString().matches(".*ya?ml")).toList()) {
                String name = file.getFileName().toString();
                // The blocking one lets nobody in, which is said at the start and not to each.
                boolean bad = name.matches(".*(\\.bad\\.|junk|\\.blocking).*");
                try {
                    var _ = new WebConfigFile(new RecordBinder(), file.toString());
                    if (bad && !FAIL_LATER.contains(name)) {
                        wrong.add(name + " is taken");
                    }
                } catch (IOException e) {
                    if (!bad || FAIL_LATER.contains(name)) {
                        wrong.add(name + " is refused: " + e.getMessage());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /**
     * A file that is not there or no certificate is said by {@code ReloadingTls}; a wrong name by
     * TLS.
     */
    private static final List<String> FAIL_LATER =
            List.of(
                    "web_config_noAuth_certPath_invalid.bad.yml",
                    "web_config_noAuth_certPath_keyPath_invalid.bad.yml",
                    "web_config_noAuth_keyPath_invalid.bad.yml",
                    "web_config_auth_client_san.bad.yaml");

    @Test
    void usersFollowTheFile() throws IOException {
        WebConfigFile file = read("basic_auth_users: {ann: " + HASH + "}");
        Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {bob: " + HASH + "}");
        file.check();
        assertEquals(Map.of("bob", HASH), file.users());
        for (String broken : List.of("[", "{bob: plain}")) {
            Files.writeString(folder.resolve("web.yml"), "basic_auth_users: " + broken);
            file.check();
            assertEquals(Map.of("bob", HASH), file.users(), "a broken file changes nothing");
        }
    }
}
