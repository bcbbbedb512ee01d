package io.gnomon.platform.core.httpclient.internal.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.HttpSigning.Amazon;
import io.gnomon.spi.common.Secret;

import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class AmazonSignerTest {
    private static final String URL = "https://aps.example/write";
    private final Services services = new Services();

    @BeforeEach
    void noFileOfThisMachine() {
        services.environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private static Amazon settings(String profile, Amazon.@Nullable Role role) {
        return new Amazon("aps", "eu-west-2", "", null, profile, role, false);
    }

    private Signer signer(Amazon settings) {
        return Signers.of(settings, services.surroundings);
    }

    /** Id of the key that signs. */
    private static String id(HttpFields signed) {
        String authorization = String.valueOf(signed.get("Authorization"));
        return authorization.replaceAll(".*Credential=([^/]*)/.*", "$1");
    }

    private String id(Amazon settings) throws Exception {
        return id(Services.signed(signer(settings), "POST", URL));
    }

    @Test
    void signsWhatTellsOfTheBody() throws Exception {
        HttpFields.Mutable headers =
                HttpFields.build()
                        .add("Content-Type", "application/x-protobuf")
                        .add("Content-Encoding", "snappy")
                        .add("User-Agent", "Gnomon")
                        .add("X-Prometheus-Remote-Write-Version", "0.1.0");
        Signer signer =
                signer(new Amazon("aps", "eu-west-2", "AK", new Secret("SK"), "", null, false));
        String authorization =
                String.valueOf(
                        Services.signed(signer, "POST", URL, "body", headers).get("Authorization"));
        assertTrue(
                authorization.startsWith(
                        "AWS4-HMAC-SHA256 Credential=AK/20150830/eu-west-2/aps/aws4_request,"
                                + " SignedHeaders=content-encoding;content-type;host;x-amz-date;"
                                + "x-prometheus-remote-write-version, Signature="),
                authorization);
        assertEquals("20150830T123600Z", headers.get("x-amz-date"));
    }

    @Test
    void keysAndRegionOfTheEnvironment() throws Exception {
        services.environment.put("AWS_ACCESS_KEY_ID", "i");
        services.environment.put("AWS_SECRET_ACCESS_KEY", "s");
        services.environment.put("AWS_SESSION_TOKEN", "t");
        Amazon settings = new Amazon("aps", "", "", null, "", null, false);
        IOException none = assertThrows(IOException.class, () -> id(settings));
        assertTrue(String.valueOf(none.getMessage()).contains("AWS_REGION"), none.getMessage());
        services.environment.put("AWS_REGION", "r");
        HttpFields signed = Services.signed(signer(settings), "GET", URL);
        assertEquals("t", signed.get("x-amz-security-token"));
        assertTrue(String.valueOf(signed.get("Authorization")).contains("=i/20150830/r/aps/"));
    }

    @Test
    void keysOfAProfile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("credentials");
        Files.writeString(
                file,
                """
                [default]
                aws_access_key_id = no
                [mine]
                # a comment = no
                aws_access_key_id = i
                aws_secret_access_key=s=
                """);
        services.environment.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
        assertEquals("i", id(settings("mine", null)));
        assertEquals("no", id(settings("", null)));
        assertThrows(IOException.class, () -> id(settings("other", null)));
    }

    @Test
    void keysOfTheMachineAreKeptUntilTheyExpireSoon() throws Exception {
        String list = "/latest/meta-data/iam/security-credentials/";
        services.put("/latest/api/token", "T");
        services.put(list, "role\n");
        services.put(
                list + "role",
                """
                {"AccessKeyId": "i", "SecretAccessKey": "s", "Token": "t",
                 "Expiration": "2015-08-30T12:46:00Z"}
                """);
        Signer signer = signer(settings("", null));
        assertEquals("i", id(Services.signed(signer, "GET", URL)));
        int asked = services.asked().size();
        assertEquals("T", services.asked().getLast().headers().get("X-aws-ec2-metadata-token"));
        services.now = services.now.plusSeconds(299);
        assertEquals("i", id(Services.signed(signer, "GET", URL)));
        assertEquals(asked, services.asked().size());
        services.now = services.now.plusSeconds(1);
        assertEquals("i", id(Services.signed(signer, "GET", URL)));
        assertTrue(services.asked().size() > asked, "keys that expire soon were kept");
    }

    @Test
    void keysOfTheContainer() throws Exception {
        services.environment.put(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", services.url() + "/container");
        services.environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "me");
        services.put(
                "/container",
                """
                {"AccessKeyId": "c", "SecretAccessKey": "s", "Token": "t",
                 "Expiration": "2015-08-30T13:36:00Z"}
                """);
        assertEquals("c", id(settings("", null)));
        assertEquals("me", services.asked().get(0).headers().get("Authorization"));
    }

    @Test
    void aRoleIsAssumed() throws Exception {
        services.environment.put("AWS_ACCESS_KEY_ID", "i");
        services.environment.put("AWS_SECRET_ACCESS_KEY", "s");
        services.environment.put("AWS_ENDPOINT_URL_STS", services.url() + "/");
        services.put(
                "Action=AssumeRole&",
                """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ri</AccessKeyId>
                <SecretAccessKey>rs</SecretAccessKey><SessionToken>rt</SessionToken>
                <Expiration>2015-08-30T13:36:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
                """);
        Amazon.Role role =
                new Amazon.Role("arn:aws:iam::1:role/x", "x 1", "me", Map.of("team", "a&b"));
        HttpFields signed = Services.signed(signer(settings("", role)), "GET", URL);
        assertEquals("ri", id(signed));
        assertEquals("rt", signed.get("x-amz-security-token"));
        assertEquals(
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me"
                        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx&ExternalId=x%201"
                        + "&Tags.member.1.Key=team&Tags.member.1.Value=a%26b",
                services.asked().get(0).body());
        assertTrue(
                services.asked()
                        .get(0)
                        .headers()
                        .getOrDefault("Authorization", "")
                        .contains("Credential=i/20150830/eu-west-2/sts/aws4_request"));
    }

    @Test
    void aWebIdentityIsExchanged(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "jwt\n");
        services.environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        services.environment.put("AWS_ROLE_ARN", "arn");
        services.environment.put("AWS_ENDPOINT_URL_STS", services.url() + "/");
        services.put(
                "WebIdentityToken=jwt",
                """
                <R><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>wi</AccessKeyId>
                <SecretAccessKey>ws</SecretAccessKey><SessionToken>wt</SessionToken>
                <Expiration>2015-08-30T13:36:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></R>
                """);
        assertEquals("wi", id(settings("", null)));
    }

    @Test
    void nobodyHasKeys() {
        IOException none = assertThrows(IOException.class, () -> id(settings("", null)));
        assertTrue(
                String.valueOf(none.getMessage())
                        .startsWith("there are no keys in the configuration, the environment"),
                none.getMessage());
    }
}
