package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TlsSockets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * Certificates and keys of accounts in the only form that the driver takes: files of key stores.
 * Each is a file that its owner alone may read, encrypted with a password that only this process
 * knows, and removed with the exporter. Any number of threads.
 */
final class ClientKeys implements AutoCloseable {
    private static final int PASSWORD_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TlsSockets tls;
    private final Map<String, Stored> stored = new HashMap<>();

    /**
     * A key store.
     *
     * @param stamp of the PEM files that it was made of
     */
    private record Stored(String stamp, Path file, String password) {}

    ClientKeys(TlsSockets tls) {
        this.tls = tls;
    }

    /**
     * Adds the driver's properties about the account's certificate, none when it has none. Files
     * that were replaced are read again.
     *
     * @throws IOException with a sentence when a file cannot be read or does not fit
     */
    synchronized void addTo(Properties driver, Account account) throws IOException {
        if (account.clientCertificate().isEmpty()) {
            return;
        }
        String name = account.clientCertificate() + "\n" + account.clientKey();
        String stamp = stamp(account.clientCertificate()) + stamp(account.clientKey());
        Stored known = stored.get(name);
        if (known == null || !known.stamp.equals(stamp)) {
            Stored fresh = store(account, stamp);
            stored.put(name, fresh);
            if (known != null) {
                Files.deleteIfExists(known.file);
            }
            known = fresh;
        }
        driver.setProperty("keyStore", known.file.toUri().toString());
        driver.setProperty("keyStorePassword", known.password);
        driver.setProperty("keyPassword", known.password);
        driver.setProperty("keyStoreType", "PKCS12");
    }

    private static String stamp(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IOException(file + " cannot be read");
        }
        return Files.getLastModifiedTime(path) + " " + Files.size(path) + "\n";
    }

    private Stored store(Account account, String stamp) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        TlsSettings pem =
                new TlsSettings(
                        null,
                        null,
                        null,
                        account.clientCertificate(),
                        null,
                        account.clientKey(),
                        null,
                        false,
                        null,
                        null);
        try {
            Path file = Files.createTempFile("gnomon-mysql-", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                tls.clientKeys(pem, password.toCharArray()).store(out, password.toCharArray());
            }
            return new Stored(stamp, file, password);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        for (Stored each : stored.values()) {
            try {
                Files.deleteIfExists(each.file);
            } catch (IOException e) {
                // It goes with the process.
            }
        }
        stored.clear();
    }
}
