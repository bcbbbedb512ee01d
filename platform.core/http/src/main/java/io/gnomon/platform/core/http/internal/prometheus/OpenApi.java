package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** openapi.yaml: what this server says of its API v1, for programs that generate clients. */
final class OpenApi {
    private static final String NAME = "openapi.yaml";

    /** OpenAPI 3.1 cannot describe a stream of events. */
    private static final String STREAM = "text/event-stream:";

    private final String document;

    OpenApi(String version) {
        try (InputStream in = OpenApi.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing in this bundle");
            }
            document =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("VERSION", version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void document(Exchange exchange) throws IOException, HttpError {
        String asked = exchange.parameter("openapi_version");
        String answer =
                switch (asked) {
                    case "", "3.1" -> document;
                    case "3.2" ->
                            document.replaceFirst("openapi: 3\\.1\\.0", "openapi: 3.2.0")
                                    .replace(STREAM + " {schema:", STREAM + " {itemSchema:");
                    default ->
                            throw new HttpError(
                                    400,
                                    "openapi_version \"" + asked + "\" is neither 3.1 nor 3.2");
                };
        exchange.text(200, "application/yaml; charset=utf-8", answer);
    }
}
