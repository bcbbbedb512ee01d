package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.tls.Pem;
import io.gnomon.spi.common.HttpSigning.Oracle;

import java.io.IOException;
import java.security.PrivateKey;
import java.time.Duration;

/**
 * A key that signs for Oracle's cloud.
 *
 * @param id by which the other side finds the public key
 */
record OracleKey(String id, PrivateKey key) {
    /** What signs. */
    @FunctionalInterface
    interface Found {
        OracleKey get(Duration timeLeft) throws IOException, InterruptedException;
    }

    /** The key that a user uploaded, from its file. */
    static OracleKey ofUser(Oracle user) throws IOException {
        String file = user.keyFile();
        String passphrase = user.passphrase() == null ? "" : user.passphrase().reveal();
        try {
            return new OracleKey(
                    user.tenancy() + "/" + user.user() + "/" + user.fingerprint(),
                    Pem.privateKey(Surroundings.text(file), "key file " + file, passphrase));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
