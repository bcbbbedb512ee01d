package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Http;
import io.gnomon.discovery.polling.Target;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.TlsSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to reach a cluster.
 *
 * @param base URL without a slash at its end
 * @param namespaces where to look; one empty name for everywhere
 */
record Cluster(Api api, String base, List<String> namespaces) {
    /** How long the API server lets a watch go on. */
    static final Duration WATCH = Duration.ofMinutes(5);

    /** What a pod is given; kubernetes.io/docs/tasks/run-application/access-api-from-pod. */
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    static Cluster of(Kubernetes.Settings settings, HttpClients clients) throws IOException {
        List<String> named = settings.namespaces().names();
        if (settings.namespaces().ownNamespace()) {
            named = List.of(Files.readString(ACCOUNT.resolve("namespace")).strip());
        }
        if (!settings.kubeconfigFile().isEmpty()) {
            Kubeconfig file = Kubeconfig.read(Path.of(settings.kubeconfigFile()));
            return of(clients, file.http(), file.server(), named);
        }
        return settings.apiServer().isEmpty()
                ? of(clients, inside(), insideUrl(), named)
                : of(clients, settings.http(), settings.apiServer(), named);
    }

    private static Cluster of(
            HttpClients clients, HttpSettings http, String url, List<String> named) {
        Api api = Api.of(clients.open(http), WATCH.plusSeconds(30));
        return new Cluster(api, Api.base(url), named.isEmpty() ? List.of("") : named);
    }

    private static String insideUrl() {
        String host = System.getenv("KUBERNETES_SERVICE_HOST");
        String port = System.getenv("KUBERNETES_SERVICE_PORT");
        if (host == null || port == null) {
            throw new IllegalStateException(
                    "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and"
                            + " KUBERNETES_SERVICE_PORT must be defined; outside of a cluster name"
                            + " an api_server or a kubeconfig_file");
        }
        return "https://" + Target.hostPort(host, Long.parseLong(port));
    }

    private static HttpSettings inside() {
        TlsSettings tls =
                new TlsSettings(
                        null,
                        ACCOUNT.resolve("ca.crt").toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null);
        var token =
                new HttpSettings.Authorization("Bearer", null, ACCOUNT.resolve("token").toString());
        return Http.of(null, token, tls);
    }
}
