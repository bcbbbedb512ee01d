package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Xml;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Signed calls of one service of Amazon.
 *
 * @param service its name in host names and signatures
 */
record Query(Api api, Account account, Credentials credentials, String service) {
    static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    /** The usual address of a service. */
    static String url(String service, String region) {
        String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return "https://%s.%s.%s/".formatted(service, region, domain);
    }

    /** Calls an action that is asked with a form and answers XML. */
    Xml form(String parameters) throws IOException, InterruptedException {
        return Xml.read(send(Map.of("Content-Type", FORM), parameters).body());
    }

    /**
     * Calls an action that is asked and answers with JSON.
     *
     * @param target the value of X-Amz-Target
     */
    Json json(String target, String body) throws IOException, InterruptedException {
        return send(
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                target),
                        body)
                .json();
    }

    private Api.Answer send(Map<String, String> headers, String text)
            throws IOException, InterruptedException {
        String region = credentials.region();
        String url = account.endpoint().isEmpty() ? url(service, region) : account.endpoint();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> signed =
                new SigV4(service, region)
                        .sign(
                                credentials.keys(region),
                                "POST",
                                URI.create(url),
                                headers,
                                body,
                                Instant.now());
        return api.send("POST", url, signed, body);
    }
}
