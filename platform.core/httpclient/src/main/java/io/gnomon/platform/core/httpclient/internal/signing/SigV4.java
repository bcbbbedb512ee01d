package io.gnomon.platform.core.httpclient.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
 * @param service name of the service in signatures: ec2, sts; not s3, whose paths are encoded once
 */
record SigV4(String service, String region) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Headers to send besides those that are given.
     *
     * @param headers that are sent and signed, besides host and time
     */
    Map<String, String> sign(
            AmazonKeys keys,
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Instant now) {
        String time = TIME.format(now);
        String date = time.substring(0, 8);
        Map<String, String> added = new LinkedHashMap<>();
        added.put("x-amz-date", time);
        if (!keys.sessionToken().isEmpty()) {
            added.put("x-amz-security-token", keys.sessionToken());
        }
        TreeMap<String, String> signed = new TreeMap<>(added);
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.put("host", Signer.host(uri));
        String names = String.join(";", signed.keySet());
        String request =
                String.join(
                        "\n",
                        method,
                        path(uri),
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
        added.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(keys.id(), scope, names, hex(hmac(key, toSign))));
        return added;
    }

    private static String value(String value) {
        return value.strip().replaceAll(" +", " ");
    }

    /** Without dots and double slashes, its parts encoded once more. */
    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String normal =
                URI.create(path.replaceAll("/{2,}", "/"))
                        .normalize()
                        .getRawPath()
                        .replaceAll("^/(\\.\\./)+", "/");
        StringBuilder twice = new StringBuilder();
        for (String part : normal.split("/", -1)) {
            twice.append(Asking.encode(part)).append('/');
        }
        return twice.substring(0, twice.length() - 1);
    }

    /** Parameters sorted by name and value, each with an equals sign. */
    private static String query(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        List<String[]> parameters = new ArrayList<>();
        for (String parameter : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new String[] {parameter, ""}
                            : new String[] {
                                parameter.substring(0, equals), parameter.substring(equals + 1)
                            });
        }
        parameters.sort(
                Comparator.comparing((String[] each) -> each[0]).thenComparing(each -> each[1]));
        return parameters.stream()
                .map(each -> each[0] + "=" + each[1])
                .collect(Collectors.joining("&"));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
