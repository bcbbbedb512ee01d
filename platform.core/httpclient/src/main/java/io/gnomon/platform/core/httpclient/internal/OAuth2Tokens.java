package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed;
import io.gnomon.platform.core.httpclient.internal.signing.Tokens;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpSettings.OAuth2;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tokens of the client credentials grant (RFC 6749, 4.4). One request for a token runs at a time;
 * it is kept until shortly before it expires.
 */
final class OAuth2Tokens implements AutoCloseable {
    /** How long before its end a token counts as expired. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final OAuth2 settings;
    private final HttpCaller caller;
    private final InstantSource clock;
    private final Renewed<String> token;

    /** Some servers take the client's name and secret in the body only. */
    private boolean inBody;

    /** Tokens that the caller, which becomes theirs, fetches. */
    OAuth2Tokens(OAuth2 settings, HttpCaller caller, InstantSource clock) {
        this.settings = settings;
        this.caller = caller;
        this.clock = clock;
        this.token = new Renewed<>(MARGIN, clock, this::fetch);
    }

    String token(Duration timeLeft) throws IOException, InterruptedException {
        return token.get(timeLeft);
    }

    private Renewed.Lasting<String> fetch(Duration timeLeft)
            throws IOException, InterruptedException {
        Instant asked = clock.instant();
        byte[] answer;
        try {
            answer = ask(timeLeft, inBody);
        } catch (Refused first) {
            if (inBody) {
                throw first;
            }
            answer = ask(timeLeft, true);
            inBody = true;
        }
        try {
            return Tokens.read(answer, asked);
        } catch (IOException e) {
            throw new IOException("oauth2: " + e.getMessage(), e);
        }
    }

    private byte[] ask(Duration timeLeft, boolean secretInBody)
            throws IOException, InterruptedException {
        String secret =
                SecretFile.read(
                        settings.clientSecret(),
                        settings.clientSecretFile(),
                        "oauth2 client secret file");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!settings.scopes().isEmpty()) {
            form.put("scope", String.join(" ", settings.scopes()));
        }
        form.putAll(settings.endpointParams());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (secretInBody) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", secret);
        } else {
            headers.put(
                    "Authorization",
                    Credentials.basic(encode(settings.clientId()), encode(secret)));
        }
        String body =
                form.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        HttpCaller.Request request =
                new HttpCaller.Request(
                        "POST",
                        settings.tokenUrl(),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        timeLeft);
        try (HttpCaller.Response response = caller.send(request)) {
            byte[] answer = response.body().readNBytes(ANSWER_BYTES_MAX);
            if (response.status() / 100 != 2) {
                throw new Refused(
                        "oauth2: cannot fetch token: %d %s"
                                .formatted(response.status(), response.reason()));
            }
            return answer;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        caller.close();
    }

    /** The server answered, but gave no token. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
