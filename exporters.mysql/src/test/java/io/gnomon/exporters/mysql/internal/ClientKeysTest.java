package io.gnomon.exporters.mysql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.ServerKey;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TlsSockets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;

import javax.net.ssl.SSLSocketFactory;

class ClientKeysTest {
    @TempDir Path folder;
    private ServerKey made;
    private Account account;

    @BeforeEach
    void make() throws Exception {
        made = ServerKey.in(folder);
        account =
                new Account(
                        "u",
                        new Secret(""),
                        "localhost",
                        3306,
                        "",
                        "trust",
                        "",
                        made.certificate(folder).toString(),
                        made.key(folder).toString(),
                        "");
    }

    /** Reads PEM as the server's own does, as far as it is asked to here. */
    private final class OneKey implements TlsSockets {
        @Override
        public SSLSocketFactory open(@Nullable TlsSettings settings) {
            throw new AssertionError("the driver has TLS of its own");
        }

        @Override
        public KeyStore clientKeys(TlsSettings settings, char[] password) {
            assertEquals(account.clientCertificate(), settings.certFile());
            assertEquals(account.clientKey(), settings.keyFile());
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(
                        "client",
                        made.store().getKey("server", "changeit".toCharArray()),
                        password,
                        made.store().getCertificateChain("server"));
                return store;
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private Properties properties(ClientKeys keys) throws IOException {
        Properties properties = new Properties();
        keys.addTo(properties, account);
        return properties;
    }

    private static Path file(Properties properties) {
        return Path.of(URI.create(properties.getProperty("keyStore")));
    }

    @Test
    void areAFileThatTheOwnerAloneReads() throws Exception {
        Path file;
        try (ClientKeys keys = new ClientKeys(new OneKey())) {
            Properties properties = properties(keys);
            file = file(properties);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            String password = properties.getProperty("keyStorePassword");
            assertTrue(password.length() >= 32, "no password worth the name");
            KeyStore store = KeyStore.getInstance(properties.getProperty("keyStoreType"));
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password.toCharArray());
            }
            assertNotNull(
                    store.getKey("client", properties.getProperty("keyPassword").toCharArray()));
            assertEquals(file, file(properties(keys)), "it is made once");
        }
        assertFalse(Files.exists(file), "it goes with the exporter");
    }

    @Test
    void areMadeAnewWhenThePemFilesAre() throws Exception {
        try (ClientKeys keys = new ClientKeys(new OneKey())) {
            Path before = file(properties(keys));
            Path pem = Path.of(account.clientKey());
            Files.writeString(pem, Files.readString(pem) + "\n");
            assertNotEquals(before, file(properties(keys)));
            assertFalse(Files.exists(before));
        }
    }

    @Test
    void aFileThatIsMissingIsASentence() throws Exception {
        Files.delete(Path.of(account.clientKey()));
        try (ClientKeys keys = new ClientKeys(new OneKey())) {
            assertEquals(
                    account.clientKey() + " cannot be read",
                    assertThrows(IOException.class, () -> properties(keys)).getMessage());
        }
    }
}
