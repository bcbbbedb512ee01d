package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.SignedApi;
import io.gnomon.discovery.polling.Xml;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Signed calls of one service of Amazon. */
final class Service implements AutoCloseable {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final String name;
    private final Account account;
    private final SignedApi api;
    private String region;

    /**
     * A service that is not asked yet.
     *
     * @param name in host names and signatures
     * @param plain requests without signatures
     */
    Service(String name, Account account, HttpSettings http, HttpClients clients, Api plain) {
        this.name = name;
        this.account = account;
        this.api = new SignedApi(clients, http, plain);
        this.region = account.region();
    }

    /** The region that is asked; one thread. */
    String region() throws IOException, InterruptedException {
        if (region.isEmpty()) {
            region =
                    Region.find(
                            api.plain(),
                            variable -> System.getenv().getOrDefault(variable, ""),
                            Region.MACHINE);
        }
        return region;
    }

    /** Calls an action that is asked with a form and answers XML. */
    Xml form(String parameters) throws IOException, InterruptedException {
        return Xml.read(post(Map.of("Content-Type", FORM), parameters).body());
    }

    /**
     * Calls an action that is asked and answers with JSON.
     *
     * @param target the value of X-Amz-Target
     */
    Json json(String target, String body) throws IOException, InterruptedException {
        return post(
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                target),
                        body)
                .json();
    }

    /**
     * What a path of a service with paths answers.
     *
     * @param path with a slash at its beginning
     */
    Json get(String path) throws IOException, InterruptedException {
        return signed().json(Api.base(url()) + path);
    }

    private Api.Answer post(Map<String, String> headers, String text)
            throws IOException, InterruptedException {
        return signed().send("POST", url(), headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Api signed() throws IOException, InterruptedException {
        return api.by(account.signing(name, region()));
    }

    private synchronized String url() throws IOException, InterruptedException {
        if (!account.endpoint().isEmpty()) {
            return account.endpoint();
        }
        String domain = region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return "https://%s.%s.%s/".formatted(name, region(), domain);
    }

    @Override
    public void close() {
        api.close();
    }
}
