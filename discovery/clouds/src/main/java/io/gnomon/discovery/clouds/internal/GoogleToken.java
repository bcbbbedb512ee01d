package io.gnomon.discovery.clouds.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Tokens of Google's application default credentials
 * (cloud.google.com/docs/authentication/application-default-credentials): the file that the
 * environment names, gcloud's file, the machine. Kept until a minute before they expire. One
 * thread.
 */
final class GoogleToken {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SCOPE = "https://www.googleapis.com/auth/compute.readonly";
    private static final String TOKENS = "https://oauth2.googleapis.com/token";

    private final Api api;
    private final UnaryOperator<String> environment;
    private final String machine;
    private String header = "";
    private long renewNanos;

    /**
     * A token that is not asked for yet.
     *
     * @param environment value of a variable, empty when it is not set
     * @param machine URL of the metadata service of the machine
     */
    GoogleToken(Api api, UnaryOperator<String> environment, String machine) {
        this.api = api;
        this.environment = environment;
        this.machine = machine;
    }

    /** Value of the header Authorization. */
    String header() throws IOException, InterruptedException {
        if (header.isEmpty() || System.nanoTime() - renewNanos > 0) {
            Json token = ask();
            header = "Bearer " + token.text("access_token");
            long seconds = Math.max(0, token.number("expires_in") - 60);
            renewNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        }
        return header;
    }

    private Json ask() throws IOException, InterruptedException {
        String named = environment.apply("GOOGLE_APPLICATION_CREDENTIALS");
        Path file =
                named.isEmpty()
                        ? Path.of(
                                environment.apply("HOME"),
                                ".config/gcloud/application_default_credentials.json")
                        : Path.of(named);
        if (named.isEmpty() && !Files.isReadable(file)) {
            return api.with("Metadata-Flavor", "Google")
                    .json(machine + "/computeMetadata/v1/instance/service-accounts/default/token");
        }
        Json keys;
        try (var in = Files.newInputStream(file)) {
            keys = Json.read(in);
        }
        return switch (keys.text("type")) {
            case "service_account" -> ofService(keys);
            case "authorized_user" ->
                    post(
                            TOKENS,
                            "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
                                    .formatted(
                                            Api.encoded(keys.text("client_id")),
                                            Api.encoded(keys.text("client_secret")),
                                            Api.encoded(keys.text("refresh_token"))));
            default ->
                    throw new IOException(
                            "%s: credentials of the type \"%s\" are not supported; supported:"
                                            .formatted(file, keys.text("type"))
                                    + " service_account, authorized_user");
        };
    }

    private Json post(String url, String body) throws IOException, InterruptedException {
        return api.post(url, FORM, body).json();
    }

    /** A signed claim (RFC 7523) in exchange for a token. */
    private Json ofService(Json keys) throws IOException, InterruptedException {
        String url = keys.text("token_uri").isEmpty() ? TOKENS : keys.text("token_uri");
        long now = System.currentTimeMillis() / 1000;
        String claim =
                part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
                        + "."
                        + part(
                                "{\"iss\":%s,\"scope\":\"%s\",\"aud\":%s,\"iat\":%d,\"exp\":%d}"
                                        .formatted(
                                                Json.quoted(keys.text("client_email")),
                                                SCOPE,
                                                Json.quoted(url),
                                                now,
                                                now + 3600));
        return post(
                url,
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                        + claim
                        + "."
                        + signature(claim, keys.text("private_key")));
    }

    private static String part(String json) {
        return encode(json.getBytes(UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signature(String text, String pem) throws IOException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
            signature.update(text.getBytes(UTF_8));
            return encode(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the private_key of the credentials cannot be used", e);
        }
    }
}
