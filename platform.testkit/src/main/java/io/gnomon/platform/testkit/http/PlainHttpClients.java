package io.gnomon.platform.testkit.http;

import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;

/**
 * The JDK's client behind the server's interface. Of the settings only redirects count; instead of
 * being signed, a request says in its header Authorization how it should be.
 */
public final class PlainHttpClients implements HttpClients {
    @Override
    public HttpCaller open(HttpSettings settings, @Nullable HttpSigning signing) {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(
                                settings.followRedirects()
                                        ? HttpClient.Redirect.NORMAL
                                        : HttpClient.Redirect.NEVER)
                        .build();
        return new Caller(client, signing);
    }

    private record Caller(HttpClient client, @Nullable HttpSigning signing) implements HttpCaller {
        @Override
        public Response send(Request request) throws IOException, InterruptedException {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(request.uri())
                            .timeout(request.timeout())
                            .method(
                                    request.method(),
                                    HttpRequest.BodyPublishers.ofByteArray(request.body()));
            request.headers().forEach(builder::header);
            if (signing != null) {
                builder.setHeader("Authorization", signing.toString());
            }
            try {
                var answer = client.send(builder.build(), BodyHandlers.ofInputStream());
                return new Response(answer.statusCode(), "", answer.headers().map(), answer.body());
            } catch (HttpTimeoutException e) {
                throw new IOException("context deadline exceeded", e);
            } catch (ConnectException e) {
                throw new IOException("connection refused", e);
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }
}
