package io.gnomon.platform.core.httpclient.internal.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Requests and signatures of the test suite that AWS published for version 4. */
class SigV4Test {
    private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    private static final String TOKEN =
            "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

    private static String authorization(
            String method, String target, Map<String, String> headers, String body, String token) {
        return new SigV4("service", "us-east-1")
                .sign(
                        new AmazonKeys(
                                "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token),
                        method,
                        URI.create("https://example.amazonaws.com" + target),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        NOW)
                .getOrDefault("authorization", "");
    }

    private static String signature(
            String method, String target, Map<String, String> headers, String body) {
        return authorization(method, target, headers, body, "").replaceAll(".*Signature=", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // get-vanilla, and paths that become the same
                "GET / 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "GET // 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "GET /./ 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "GET /example1/example2/../.."
                        + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                // get-vanilla-query-order-key-case
                "GET /?Param2=value2&Param1=value1"
                        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                // post-vanilla and post-vanilla-query
                "POST / 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
                "POST /?Param1=value1"
                        + " 28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
            })
    void requestsWithoutHeaders(String method, String target, String expected) {
        assertEquals(expected, signature(method, target, Map.of(), ""));
    }

    @Test
    void headersAndBodies() {
        assertEquals(
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                signature(
                        "POST",
                        "/",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        "Param1=value1"));
        assertEquals(
                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                signature("GET", "/", Map.of("My-Header1", "value2,value2,value1"), ""),
                "get-header-key-duplicate");
        assertEquals(
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                signature(
                        "GET",
                        "/",
                        Map.of("My-Header1", " value1", "My-Header2", " \"a   b   c\""),
                        ""),
                "get-header-value-trim");
    }

    @Test
    void keysOfASessionSignTheirToken() {
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                    + " SignedHeaders=host;x-amz-date;x-amz-security-token,"
                    + " Signature=07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
                authorization("GET", "/", Map.of(), "", TOKEN));
    }

    /** What is encoded in a path is encoded once more, as all services but S3 want it. */
    @Test
    void namesWithinPathsStayApart() {
        String slash = signature("GET", "/v1/clusters/arn%3Aaws%3Akafka%2Fa", Map.of(), "");
        assertTrue(
                !slash.equals(signature("GET", "/v1/clusters/arn%3Aaws%3Akafka/a", Map.of(), "")));
        assertEquals(
                signature("GET", "/a-b_c.d~e/f", Map.of(), ""),
                signature("GET", "//a-b_c.d~e/./f", Map.of(), ""));
    }
}
