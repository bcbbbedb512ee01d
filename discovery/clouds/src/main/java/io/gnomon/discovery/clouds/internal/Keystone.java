package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The identity service of OpenStack, version 3; interface: docs.openstack.org/api-ref/identity/v3.
 *
 * @param environment value of a variable, empty when it is not set
 */
record Keystone(OpenStack.Settings settings, Api api, UnaryOperator<String> environment) {
    /** A login: its token and the services that it may use. */
    record Session(OpenStack.Settings settings, Api api, Json catalog) {
        /**
         * All pages of a list.
         *
         * @param service type of the service in the catalog
         */
        List<Json> all(String service, String path, String list)
                throws IOException, InterruptedException {
            List<Json> all = new ArrayList<>();
            String next = endpoint(service) + path;
            while (!next.isEmpty()) {
                Json page = api.json(next);
                all.addAll(page.items(list));
                next = "";
                for (Json link : page.items(list + "_links")) {
                    if (link.text("rel").equals("next")) {
                        next = link.text("href");
                    }
                }
            }
            return all;
        }

        private String endpoint(String service) throws IOException {
            for (Json entry : catalog.items()) {
                if (entry.text("type").equals(service)) {
                    for (Json endpoint : entry.items("endpoints")) {
                        if (endpoint.text("interface").equals(settings.availability())
                                && (settings.region().isEmpty()
                                        || endpoint.text("region").equals(settings.region()))) {
                            // Some catalogs name the version, some do not.
                            return Api.base(endpoint.text("url")).replaceAll("/v2\\.0$", "");
                        }
                    }
                }
            }
            throw new IOException(
                    "there is no %s address of the service \"%s\" in the region \"%s\""
                            .formatted(settings.availability(), service, settings.region()));
        }
    }

    Session login() throws IOException, InterruptedException {
        boolean fromEnvironment = settings.identityEndpoint().isEmpty();
        String url =
                Api.base(
                        fromEnvironment
                                ? environment.apply("OS_AUTH_URL")
                                : settings.identityEndpoint());
        if (url.isEmpty()) {
            throw new IOException(
                    "there is neither an identity_endpoint nor the variable OS_AUTH_URL");
        }
        if (!url.endsWith("/v3")) {
            url += "/v3";
        }
        String request = "{\"auth\": {\"identity\": %s%s}}".formatted(identity(), scope());
        Api.Answer answer = api.post(url + "/auth/tokens", "application/json", request);
        return new Session(
                settings,
                api.with("X-Auth-Token", answer.header("x-subject-token")),
                answer.json().at("token", "catalog"));
    }

    /** A setting, or the variable when the section leaves all to variables. */
    private String given(String setting, String variable) {
        return settings.identityEndpoint().isEmpty() ? environment.apply(variable) : setting;
    }

    private String identity() {
        String credentialId =
                given(settings.applicationCredentialId(), "OS_APPLICATION_CREDENTIAL_ID");
        String credentialName =
                given(settings.applicationCredentialName(), "OS_APPLICATION_CREDENTIAL_NAME");
        String userId = given(settings.userId(), "OS_USERID");
        String user =
                userId.isEmpty()
                        ? "{\"name\": %s, \"domain\": %s%s}"
                                .formatted(
                                        Json.quoted(given(settings.username(), "OS_USERNAME")),
                                        domain(),
                                        "%s")
                        : "{\"id\": " + Json.quoted(userId) + "%s}";
        if (credentialId.isEmpty() && credentialName.isEmpty()) {
            String password = Json.quoted(given(settings.password().reveal(), "OS_PASSWORD"));
            return "{\"methods\": [\"password\"], \"password\": {\"user\": "
                    + user.replace("%s", ", \"password\": " + password)
                    + "}}";
        }
        String secret =
                Json.quoted(
                        given(
                                settings.applicationCredentialSecret().reveal(),
                                "OS_APPLICATION_CREDENTIAL_SECRET"));
        String which =
                credentialId.isEmpty()
                        ? "\"name\": "
                                + Json.quoted(credentialName)
                                + ", \"user\": "
                                + user.replace("%s", "")
                        : "\"id\": " + Json.quoted(credentialId);
        return "{\"methods\": [\"application_credential\"], \"application_credential\": {"
                + which
                + ", \"secret\": "
                + secret
                + "}}";
    }

    private String domain() {
        String id = given(settings.domainId(), "OS_DOMAIN_ID");
        return id.isEmpty()
                ? "{\"name\": " + Json.quoted(given(settings.domainName(), "OS_DOMAIN_NAME")) + "}"
                : "{\"id\": " + Json.quoted(id) + "}";
    }

    private String scope() {
        String id = given(settings.projectId(), "OS_PROJECT_ID");
        String name = given(settings.projectName(), "OS_PROJECT_NAME");
        if (!id.isEmpty()) {
            return ", \"scope\": {\"project\": {\"id\": " + Json.quoted(id) + "}}";
        }
        return name.isEmpty()
                ? ""
                : ", \"scope\": {\"project\": {\"name\": %s, \"domain\": %s}}"
                        .formatted(Json.quoted(name), domain());
    }
}
