package io.gnomon.discovery.clouds.internal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature version 4 of requests to Amazon's services;
 * docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html.
 *
 * @param service name of the service in signatures: ec2, sts
 */
record SigV4(String service, String region) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Headers to send with a request.
     *
     * @param headers that are sent and signed, besides host and time
     */
    Map<String, String> sign(
            Credentials.Keys keys,
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Instant now) {
        String time = TIME.format(now);
        String date = time.substring(0, 8);
        TreeMap<String, String> sent = new TreeMap<>();
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
        sent.put("x-amz-date", time);
        if (!keys.sessionToken().isEmpty()) {
            sent.put("x-amz-security-token", keys.sessionToken());
        }
        TreeMap<String, String> signed = new TreeMap<>(sent);
        signed.put("host", uri.getRawAuthority());
        String names = String.join(";", signed.keySet());
        String request =
                String.join(
                        "\n",
                        method,
                        uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                        query(uri.getRawQuery() == null ? "" : uri.getRawQuery()),
                        signed.entrySet().stream()
                                .map(e -> e.getKey() + ":" + value(e.getValue()) + "\n")
                                .collect(Collectors.joining()),
                        names,
                        hex(sha256(body)));
        String scope = String.join("/", date, region, service, "aws4_request");
        String toSign =
                String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        time,
                        scope,
                        hex(sha256(request.getBytes(UTF_8))));
        byte[] key = ("AWS4" + keys.secret()).getBytes(UTF_8);
        for (String part : List.of(date, region, service, "aws4_request")) {
            key = hmac(key, part);
        }
        sent.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(keys.id(), scope, names, hex(hmac(key, toSign))));
        return sent;
    }

    private static String value(String value) {
        return value.strip().replaceAll(" +", " ");
    }

    /** Parameters sorted, each with an equals sign. */
    private static String query(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : Arrays.asList(raw.split("&"))) {
            parameters.add(parameter.contains("=") ? parameter : parameter + "=");
        }
        parameters.sort(null);
        return String.join("&", parameters);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
