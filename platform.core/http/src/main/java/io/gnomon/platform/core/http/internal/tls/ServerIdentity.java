package io.gnomon.platform.core.http.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate chain with its key. */
record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** Key stores in memory want one; nothing is ever written with it. */
    static final String PASSWORD = "in memory only";

    /**
     * From PEM texts.
     *
     * @throws GeneralSecurityException with a sentence when one is broken or they do not belong
     *     together
     */
    static ServerIdentity of(String certificates, String key) throws GeneralSecurityException {
        ServerIdentity identity =
                new ServerIdentity(Pem.certificates(certificates), Pem.privateKey(key));
        if (!identity.belongTogether()) {
            throw new GeneralSecurityException("certificate and key do not belong together");
        }
        return identity;
    }

    /** Signs something with the key and asks the certificate. */
    private boolean belongTogether() throws GeneralSecurityException {
        PublicKey publicKey = chain.get(0).getPublicKey();
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (java.security.InvalidKeyException | java.security.SignatureException e) {
            return false;
        }
    }

    KeyStore keyStore() throws GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "server", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** A store of certificates to trust. */
    static KeyStore trusting(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }
}
