package io.gnomon.discovery.clouds.internal;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Tokens for the resource manager, by the method that the section names
 * (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow). Kept until five
 * minutes before they expire. One thread.
 */
final class AzureToken {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Azure.Settings settings;
    private final Api api;
    private final AzureCloud cloud;
    private final UnaryOperator<String> environment;
    private String header = "";
    private long renewNanos;

    AzureToken(
            Azure.Settings settings, Api api, AzureCloud cloud, UnaryOperator<String> environment) {
        this.settings = settings;
        this.api = api;
        this.cloud = cloud;
        this.environment = environment;
    }

    /** Value of the header Authorization. */
    String header() throws IOException, InterruptedException {
        if (header.isEmpty() || System.nanoTime() - renewNanos > 0) {
            Json token = ask();
            header = "Bearer " + token.text("access_token");
            long seconds = Math.max(0, token.number("expires_in") - 300);
            renewNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        }
        return header;
    }

    private Json ask() throws IOException, InterruptedException {
        String secret = environment.apply("AZURE_CLIENT_SECRET");
        boolean workload = !environment.apply("AZURE_FEDERATED_TOKEN_FILE").isEmpty();
        return switch (settings.authenticationMethod()) {
            case "OAuth" -> bySecret(settings.clientSecret().reveal());
            case "ManagedIdentity" -> ofMachine();
            case "WorkloadIdentity" -> ofWorkload();
            default -> !secret.isEmpty() ? bySecret(secret) : workload ? ofWorkload() : ofMachine();
        };
    }

    private String or(String given, String variable) {
        return given.isEmpty() ? environment.apply(variable) : given;
    }

    private Json bySecret(String secret) throws IOException, InterruptedException {
        return ask("&client_secret=" + encoded(secret));
    }

    private Json ofWorkload() throws IOException, InterruptedException {
        Path file = Path.of(environment.apply("AZURE_FEDERATED_TOKEN_FILE"));
        return ask(
                "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                    + "&client_assertion="
                        + encoded(Files.readString(file).strip()));
    }

    private Json ask(String proof) throws IOException, InterruptedException {
        String tenant = or(settings.tenantId(), "AZURE_TENANT_ID");
        return api.post(
                        cloud.login() + "/" + encoded(tenant) + "/oauth2/v2.0/token",
                        FORM,
                        "grant_type=client_credentials&client_id=%s&scope=%s%s"
                                .formatted(
                                        encoded(or(settings.clientId(), "AZURE_CLIENT_ID")),
                                        encoded(cloud.management() + "/.default"),
                                        proof))
                .json();
    }

    private Json ofMachine() throws IOException, InterruptedException {
        String client =
                settings.clientId().isEmpty() ? "" : "&client_id=" + encoded(settings.clientId());
        return api.with("Metadata", "true")
                .json(
                        "%s/metadata/identity/oauth2/token?api-version=2018-02-01&resource=%s%s"
                                .formatted(
                                        cloud.machine(),
                                        encoded(cloud.management() + "/"),
                                        client));
    }
}
