package io.gnomon.platform.core.httpclient.internal.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.httpclient.internal.tls.TestKeys;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.HttpSigning.Azure;
import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Tokens of identity services that a stub plays after their documentation. */
class TokensTest {
    private static final String SCOPE = "https://monitor.azure.com//.default";
    private static final String TOKEN = "{\"access_token\": \"T\", \"expires_in\": 3600}";

    private final Services services = new Services();
    @TempDir Path folder;

    @AfterEach
    void stop() {
        services.close();
    }

    private String authorization(HttpSigning signing) throws Exception {
        Signer signer = Signers.of(signing, services.surroundings);
        return String.valueOf(
                Services.signed(signer, "POST", "https://x.example/").get("Authorization"));
    }

    private String azure(Azure.Proof proof) throws Exception {
        return authorization(new Azure(services.url(), SCOPE, proof));
    }

    @Test
    void aSecretOfAnAzureApplication() throws Exception {
        services.put("client_secret=s%20e", TOKEN);
        Signer signer =
                Signers.of(
                        new Azure(
                                services.url(),
                                SCOPE,
                                new Azure.ClientSecret("t", "c", new Secret("s e"))),
                        services.surroundings);
        assertEquals(
                "Bearer T",
                Services.signed(signer, "POST", "https://x.example/").get("Authorization"));
        services.now = services.now.plusSeconds(3299);
        Services.signed(signer, "POST", "https://x.example/");
        assertEquals(1, services.asked().size());
        assertEquals("/t/oauth2/v2.0/token", services.asked().get(0).uri().toString());
        assertEquals(
                "grant_type=client_credentials&client_id=c"
                        + "&scope=https%3A%2F%2Fmonitor.azure.com%2F%2F.default"
                        + "&client_secret=s%20e",
                services.asked().get(0).body());
        services.now = services.now.plusSeconds(1);
        Services.signed(signer, "POST", "https://x.example/");
        assertEquals(2, services.asked().size());
    }

    @Test
    void theIdentityOfAnAzureMachine() throws Exception {
        services.put(
                "/metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=https%3A%2F%2Fmonitor.azure.com%2F&client_id=c",
                "{\"access_token\": \"M\", \"expires_in\": \"3600\"}");
        assertEquals("Bearer M", azure(new Azure.ManagedIdentity("c")));
        assertEquals("true", services.asked().get(0).headers().get("Metadata"));
        services.environment.put("IDENTITY_ENDPOINT", services.url() + "/app");
        services.environment.put("IDENTITY_HEADER", "h");
        services.put(
                "/app?api-version=2019-08-01&resource=https%3A%2F%2Fmonitor.azure.com%2F",
                "{\"access_token\": \"A\", \"expires_on\": \"1440942000\"}");
        assertEquals("Bearer A", azure(new Azure.ManagedIdentity("")));
        assertEquals("h", services.asked().getLast().headers().get("X-identity-header"));
    }

    @Test
    void theTokenOfAWorkload() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "jwt\n");
        services.put("client_assertion=jwt", TOKEN);
        assertEquals("Bearer T", azure(new Azure.Workload("t", "c", token.toString())));
        services.environment.put("AZURE_FEDERATED_TOKEN_FILE", token.toString());
        services.environment.put("AZURE_TENANT_ID", "et");
        services.environment.put("AZURE_CLIENT_ID", "ec");
        assertEquals("Bearer T", azure(new Azure.Environment("", "")));
        assertEquals("/et/oauth2/v2.0/token", services.asked().get(1).uri().toString());
        services.environment.put("AZURE_CLIENT_SECRET", "es");
        services.put("client_id=ec", "{\"access_token\": \"S\"}");
        assertEquals("Bearer S", azure(new Azure.Environment("t2", "")));
        assertEquals("/t2/oauth2/v2.0/token", services.asked().get(2).uri().toString());
    }

    @Test
    void aCertificateOfAnAzureApplication() throws Exception {
        TestKeys keys = TestKeys.make(folder, "RSA", "dns:a");
        PublicKey publicKey = keys.store().getCertificate("key").getPublicKey();
        Path pem = folder.resolve("cert.pem");
        Files.writeString(pem, keys.certificatePem());
        Path key = Files.writeString(folder.resolve("key.pem"), keys.keyPem());
        Path store = folder.resolve("both.pfx");
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store().store(out, TestKeys.PASSWORD);
        }
        services.put("client_assertion=", TOKEN);
        assertEquals(
                "Bearer T",
                azure(new Azure.Certificate("t", "c", pem.toString(), key.toString(), null, true)));
        assertEquals(
                "Bearer T",
                azure(
                        new Azure.Certificate(
                                "t",
                                "c",
                                store.toString(),
                                "",
                                new Secret(new String(TestKeys.PASSWORD)),
                                false)));
        for (int i = 0; i < 2; i++) {
            String[] parts = assertion(services.asked().get(i).body());
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            signature.initVerify(publicKey);
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
            String claims = decoded(parts[1]);
            assertTrue(
                    claims.startsWith(
                            "{\"aud\":\"%s/t/oauth2/v2.0/token\",\"iss\":\"c\",\"sub\":\"c\""
                                    .formatted(services.url())),
                    claims);
            assertEquals(i == 0, decoded(parts[0]).contains("\"x5c\":[\""), decoded(parts[0]));
        }
    }

    private static String[] assertion(String body) {
        return body.replaceAll(".*assertion=", "").replaceAll("&.*", "").split("\\.", -1);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    @Test
    void aServiceAccountOfGoogleSignsItsClaim() throws Exception {
        TestKeys keys = TestKeys.make(folder, "RSA", "dns:a");
        Path file = folder.resolve("keys.json");
        Files.writeString(
                file,
                "{\"type\": \"service_account\", \"client_email\": \"me@x\", \"private_key\": %s, \"token_uri\": \"%s/token\"}"
                        .formatted(Fields.quoted(keys.keyPem()), services.url()));
        services.put("jwt-bearer&assertion=", TOKEN);
        assertEquals(
                "Bearer T",
                authorization(new HttpSigning.Google(file.toString(), "https://scope/a")));
        assertEquals("/token", services.asked().get(0).uri().toString());
        String[] parts = assertion(services.asked().get(0).body());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.store().getCertificate("key"));
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        assertEquals(
                "{\"iss\":\"me@x\",\"scope\":\"https://scope/a\",\"aud\":\"%s/token\",\"iat\":1440938160,\"exp\":1440941760}"
                        .formatted(services.url()),
                decoded(parts[1]));
        Files.writeString(file, "{\"type\": \"external_account\"}");
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> authorization(new HttpSigning.Google(file.toString(), "s")));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("\"external_account\""),
                refused.getMessage());
    }

    @Test
    void theMachineOfGoogle() throws Exception {
        services.environment.put("HOME", folder.toString());
        services.environment.put("GCE_METADATA_HOST", services.url().replace("http://", ""));
        services.put("/service-accounts/default/token?scopes=s", TOKEN);
        assertEquals("Bearer T", authorization(new HttpSigning.Google("", "s")));
        assertEquals("Google", services.asked().get(0).headers().get("Metadata-flavor"));
    }

    @Test
    void aSignedClaim() throws Exception {
        TestKeys keys = TestKeys.make(folder, "RSA", "dns:a");
        services.put("grant-type%3Ajwt-bearer&assertion=", TOKEN);
        assertEquals(
                "Bearer T",
                authorization(
                        new HttpSigning.SignedClaim(
                                URI.create(services.url() + "/token"),
                                "kid",
                                "iss",
                                "sub",
                                "aud",
                                new Secret(keys.keyPem()))));
        String[] parts = assertion(services.asked().get(0).body());
        Signature signature = Signature.getInstance("SHA512withRSA");
        signature.initVerify(keys.store().getCertificate("key"));
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        assertEquals("{\"alg\":\"RS512\",\"typ\":\"JWT\",\"kid\":\"kid\"}", decoded(parts[0]));
    }

    @Test
    void refusalsSayWhoRefuses() {
        IOException refused =
                assertThrows(IOException.class, () -> azure(new Azure.ManagedIdentity("")));
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.startsWith(services.url() + "/metadata/identity/oauth2/token answered 404"),
                message);
        assertFalse(message.contains("?resource"), message);
        services.put("client_secret=s", "{}");
        assertEquals(
                "server response missing access_token",
                assertThrows(
                                IOException.class,
                                () -> azure(new Azure.ClientSecret("t", "c", new Secret("s"))))
                        .getMessage());
    }
}
