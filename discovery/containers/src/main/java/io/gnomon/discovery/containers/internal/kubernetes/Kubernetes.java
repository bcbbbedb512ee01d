package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The discovery {@code kubernetes}. */
@Component(service = DiscoveryFactory.class)
public final class Kubernetes implements DiscoveryFactory<Kubernetes.Settings> {
    /** An entry of {@code kubernetes_sd_configs}. */
    @Doc("Objects of a Kubernetes cluster")
    public record Settings(
            @Doc("URL of the API server; without it the cluster in which this server runs")
                    @Default("")
                    String apiServer,
            @Doc("node, pod, service, endpoints, endpointslice or ingress") @Default("")
                    String role,
            @Doc("File that says how to reach the cluster, instead of api_server")
                    @FilePath
                    @Default("")
                    String kubeconfigFile,
            Namespaces namespaces,
            List<Selector> selectors,
            AttachMetadata attachMetadata,
            @Inline HttpSettings http) {

        public Settings {
            refuse(
                    role.isEmpty(),
                    "role missing (one of: pod, service, endpoints, endpointslice, node, ingress)");
            Role chosen = Role.of(role);
            boolean ownHttp = !http.equals(HttpSettings.PLAIN);
            refuse(
                    !kubeconfigFile.isEmpty() && !apiServer.isEmpty(),
                    "cannot use 'kubeconfig_file' and 'api_server' simultaneously");
            refuse(
                    !kubeconfigFile.isEmpty() && ownHttp,
                    "cannot use a custom HTTP client configuration together with"
                            + " 'kubeconfig_file'");
            refuse(
                    apiServer.isEmpty() && ownHttp,
                    "to use custom HTTP client configuration please provide the 'api_server' URL"
                            + " explicitly");
            refuse(
                    !apiServer.isEmpty() && namespaces.ownNamespace,
                    "cannot use 'api_server' and 'namespaces.own_namespace' simultaneously");
            refuse(
                    !kubeconfigFile.isEmpty() && namespaces.ownNamespace,
                    "cannot use 'kubeconfig_file' and 'namespaces.own_namespace' simultaneously");
            Set<Role> selected = EnumSet.noneOf(Role.class);
            for (Selector selector : selectors) {
                Role what = Role.of(selector.role);
                refuse(!selected.add(what), "duplicated selector role: " + selector.role);
                refuse(
                        !chosen.selectors().contains(what),
                        role
                                + " role supports only "
                                + chosen.selectors().stream()
                                        .map(Role::label)
                                        .collect(Collectors.joining(", "))
                                + " selectors");
            }
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException(sentence);
            }
        }

        /** Whether just the pods of some nodes are looked at. */
        boolean selectsNodes() {
            return role.equals("pod")
                    && selectors.stream().anyMatch(selector -> selector.role.equals("node"));
        }

        /** The selector of a kind of objects; one that selects all when there is none. */
        Selector selector(Role kind) {
            return selectors.stream()
                    .filter(selector -> selector.role.equals(kind.label()))
                    .findFirst()
                    .orElse(new Selector(kind.label(), "", ""));
        }
    }

    /** Where to look; everywhere when nothing is named. */
    public record Namespaces(
            @Doc("The namespace in which this server runs") boolean ownNamespace,
            List<String> names) {}

    /** Which objects of a kind to look at. */
    public record Selector(
            @Default("") String role, @Default("") String label, @Default("") String field) {
        public Selector {
            Selectors.checkFields(field);
            Selectors.checkLabels(label);
        }
    }

    /** What targets are told of objects around them. */
    public record AttachMetadata(
            @Doc("Labels of the node") boolean node,
            @Doc("Labels and annotations of the namespace") boolean namespace,
            @Doc("Name of the deployment of a pod") boolean deployment,
            @Doc("Name of the job of a pod") boolean job,
            @Doc("Name of the cron job of a pod") boolean cronjob) {}

    private final HttpClients clients;

    @Activate
    public Kubernetes(@Reference HttpClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) throws IOException {
        return new KubernetesDiscovery(settings, Cluster.of(settings, clients));
    }
}
