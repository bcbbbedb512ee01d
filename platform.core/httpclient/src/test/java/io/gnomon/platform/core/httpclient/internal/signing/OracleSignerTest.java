package io.gnomon.platform.core.httpclient.internal.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.httpclient.internal.tls.TestKeys;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.spi.common.HttpSigning;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

class OracleSignerTest {
    private final Services services = new Services();
    @TempDir Path folder;

    @AfterEach
    void stop() {
        services.close();
    }

    private Signer signer(Path key) {
        return Signers.of(
                new HttpSigning.Oracle("ten", "usr", "aa:bb", key.toString(), null),
                services.surroundings);
    }

    private static void assertSigned(TestKeys keys, HttpFields signed, String names, String text)
            throws Exception {
        String authorization = String.valueOf(signed.get("Authorization"));
        String start =
                "Signature"
                    + " version=\"1\",keyId=\"ten/usr/aa:bb\",algorithm=\"rsa-sha256\",headers=\""
                        + names
                        + "\",signature=\"";
        assertTrue(authorization.startsWith(start), authorization);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.store().getCertificate("key"));
        signature.update(text.getBytes(UTF_8));
        assertTrue(
                signature.verify(
                        Base64.getDecoder()
                                .decode(authorization.substring(start.length()).replace("\"", ""))),
                text);
    }

    @Test
    void signsAsOraclesDocumentsSay() throws Exception {
        TestKeys keys = TestKeys.make(folder, "RSA", "dns:a");
        Path key = Files.writeString(folder.resolve("key.pem"), keys.keyPem());
        HttpFields get =
                Services.signed(
                        signer(key),
                        "GET",
                        "https://iaas.r.oraclecloud.com/20160918/i?limit=100&a=b%2F");
        assertEquals("Sun, 30 Aug 2015 12:36:00 GMT", get.get("Date"));
        assertSigned(
                keys,
                get,
                "date (request-target) host",
                """
                date: Sun, 30 Aug 2015 12:36:00 GMT
                (request-target): get /20160918/i?limit=100&a=b%2F
                host: iaas.r.oraclecloud.com\
                """);
        HttpFields post =
                Services.signed(
                        signer(key),
                        "POST",
                        "https://h.example:8443/p",
                        "{}",
                        HttpFields.build().add("Content-Type", "application/json"));
        assertSigned(
                keys,
                post,
                "date (request-target) host content-length content-type x-content-sha256",
                """
                date: Sun, 30 Aug 2015 12:36:00 GMT
                (request-target): post /p
                host: h.example:8443
                content-length: 2
                content-type: application/json
                x-content-sha256: RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=\
                """);
    }

    /** The leaf's key vouches for a key of ours, which then signs. */
    @Test
    void theIdentityOfAnInstance() throws Exception {
        TestKeys leaf = TestKeys.make(folder, "RSA", "dns:a", "CN=i,OU=opc-tenant:ocid1.tenancy.x");
        services.environment.put("OCI_SDK_AUTH_CLIENT_REGION_URL", services.url());
        services.put("/opc/v2/identity/cert.pem", leaf.certificatePem());
        services.put("/opc/v2/identity/key.pem", leaf.keyPem());
        services.put("/opc/v2/identity/intermediate.pem", leaf.certificatePem());
        String token =
                "h."
                        + Jwt.encoded(
                                "{\"exp\":%d}"
                                        .formatted(services.now.plusSeconds(1200).getEpochSecond())
                                        .getBytes(UTF_8))
                        + ".s";
        services.put("fingerprintAlgorithm", "{\"token\": \"" + token + "\"}");
        Signer signer = Signers.of(new HttpSigning.OracleInstance("r"), services.surroundings);
        String authorization =
                String.valueOf(
                        Services.signed(signer, "GET", "https://h.example/").get("Authorization"));
        assertTrue(authorization.contains("keyId=\"ST$" + token + "\""), authorization);
        LoopbackServer.Asked federation = services.asked().getLast();
        assertEquals("/v1/x509", federation.uri().toString());
        assertEquals("Bearer Oracle", services.asked().get(0).headers().get("Authorization"));
        String exchanged = federation.headers().getOrDefault("Authorization", "");
        assertTrue(exchanged.contains("keyId=\"ocid1.tenancy.x/fed-x509-sha256/"), exchanged);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(leaf.store().getCertificate("key"));
        signature.update(
                """
                date: Sun, 30 Aug 2015 12:36:00 GMT
                (request-target): post /v1/x509
                content-length: %d
                content-type: application/json
                x-content-sha256: %s\
                """
                        .formatted(
                                federation.body().length(),
                                federation.headers().get("X-content-sha256"))
                        .getBytes(UTF_8));
        assertTrue(
                signature.verify(
                        Base64.getDecoder()
                                .decode(exchanged.replaceAll(".*signature=\"([^\"]*)\"", "$1"))));
        byte[] publicKey =
                Base64.getDecoder()
                        .decode(
                                federation
                                        .body()
                                        .replaceAll(".*\"publicKey\":\"([^\"]*)\".*", "$1"));
        Signature session = Signature.getInstance("SHA256withRSA");
        session.initVerify(
                KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)));
        session.update(
                """
                date: Sun, 30 Aug 2015 12:36:00 GMT
                (request-target): get /
                host: h.example\
                """
                        .getBytes(UTF_8));
        assertTrue(
                session.verify(
                        Base64.getDecoder()
                                .decode(
                                        authorization.replaceAll(
                                                ".*signature=\"([^\"]*)\"", "$1"))));
        int asked = services.asked().size();
        services.now = services.now.plusSeconds(899);
        Services.signed(signer, "GET", "https://h.example/");
        assertEquals(asked, services.asked().size());
        services.now = services.now.plusSeconds(2);
        Services.signed(signer, "GET", "https://h.example/");
        assertTrue(services.asked().size() > asked, "an old token was kept");
    }

    @Test
    void aKeyThatCannotBeUsed() throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), "nothing");
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> Services.signed(signer(key), "GET", "https://h.example/"));
        assertEquals(
                "key file %s has no private key in PEM form".formatted(key), refused.getMessage());
    }
}
