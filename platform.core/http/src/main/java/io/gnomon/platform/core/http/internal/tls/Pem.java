package io.gnomon.platform.core.http.internal.tls;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM texts (RFC 7468): certificates, and unencrypted keys in PKCS #8, PKCS #1 or SEC 1. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    private record Block(String type, byte[] der) {}

    /**
     * The certificates in their order.
     *
     * @throws GeneralSecurityException with a sentence when there is none or one is broken
     */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (block.type().equals("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("contains no certificate in PEM format");
        }
        return certificates;
    }

    /**
     * The first private key.
     *
     * @throws GeneralSecurityException with a sentence when there is none or it is encrypted
     */
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        for (Block block : blocks(text)) {
            switch (block.type()) {
                case "PRIVATE KEY" -> {
                    return fromPkcs8(block.der());
                }
                case "RSA PRIVATE KEY" -> {
                    return fromPkcs8(wrapRsa(block.der()));
                }
                case "EC PRIVATE KEY" -> {
                    return fromPkcs8(wrapEc(block.der()));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new GeneralSecurityException("the key is encrypted; decrypt it");
                default -> {
                    // Parameters, certificates: something else in the same file.
                }
            }
        }
        throw new GeneralSecurityException("contains no private key in PEM format");
    }

    private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (java.security.spec.InvalidKeySpecException e) {
                // Of another algorithm.
            }
        }
        throw new GeneralSecurityException("the key is neither RSA nor EC nor Ed25519");
    }

    /** PKCS #1 is the inside of PKCS #8. */
    private static byte[] wrapRsa(byte[] der) throws GeneralSecurityException {
        try {
            return new PrivateKeyInfo(
                            new AlgorithmIdentifier(
                                    PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            ASN1Primitive.fromByteArray(der))
                    .getEncoded();
        } catch (IOException e) {
            throw new GeneralSecurityException("the RSA key is damaged", e);
        }
    }

    /** SEC 1 is the inside of PKCS #8; the curve moves outside. */
    private static byte[] wrapEc(byte[] der) throws GeneralSecurityException {
        try {
            ECPrivateKey key = ECPrivateKey.getInstance(der);
            if (!(key.getParametersObject() instanceof ASN1ObjectIdentifier curve)) {
                throw new GeneralSecurityException("the EC key does not name its curve");
            }
            return new PrivateKeyInfo(
                            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key)
                    .getEncoded();
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException("the EC key is damaged", e);
        }
    }

    private static List<Block> blocks(String text) throws GeneralSecurityException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("a PEM block is not base64", e);
            }
        }
        return blocks;
    }
}
