package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.clouds.internal.AtOnce;
import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The discovery {@code msk}; interface: docs.aws.amazon.com/MSK/2.0/APIReference. */
@Component(service = DiscoveryFactory.class)
public final class Msk extends PolledFactory<Msk.Settings> {
    private static final String PROVISIONED = "PROVISIONED";

    /** An entry of {@code msk_sd_configs}. */
    @Doc("Brokers and controllers of Amazon MSK")
    public record Settings(
            @Inline Account account,
            @Doc("ARNs of clusters; all provisioned ones when there are none")
                    List<String> clusters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("Requests under way at a time") @Default("10") @Limit(min = 1)
                    int requestConcurrency,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Msk(@Reference HttpClients clients) {
        super("msk", Settings.class, clients, (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        return new Nodes(
                settings, new Service("kafka", settings.account, settings.http, clients, api));
    }

    private record Nodes(Settings settings, Service service) implements Source {
        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            String region = service.region();
            List<Json> clusters =
                    settings.clusters.isEmpty()
                            ? all(
                                    "/api/v2/clusters?clusterTypeFilter=" + PROVISIONED,
                                    "clusterInfoList")
                            : AtOnce.ask(
                                    settings.clusters,
                                    settings.requestConcurrency,
                                    arn ->
                                            service.get("/api/v2/clusters/" + encoded(arn))
                                                    .at("clusterInfo"));
            List<Labels> targets = new ArrayList<>();
            AtOnce.ask(
                            clusters.stream()
                                    .filter(each -> each.text("clusterType").equals(PROVISIONED))
                                    .toList(),
                            settings.requestConcurrency,
                            this::targets)
                    .forEach(targets::addAll);
            return Target.group(region, targets);
        }

        private List<Json> all(String path, String key) throws IOException, InterruptedException {
            List<Json> all = new ArrayList<>();
            String next = "";
            String first = path + (path.contains("?") ? "&" : "?") + "maxResults=100";
            do {
                Json page =
                        service.get(next.isEmpty() ? first : first + "&nextToken=" + encoded(next));
                all.addAll(page.items(key));
                next = page.text("nextToken");
            } while (!next.isEmpty());
            return all;
        }

        private List<Labels> targets(Json cluster) throws IOException, InterruptedException {
            List<Labels> targets = new ArrayList<>();
            String arn = encoded(cluster.text("clusterArn"));
            for (Json node : all("/v1/clusters/" + arn + "/nodes", "nodeInfoList")) {
                Json broker = node.at("brokerNodeInfo");
                Json controller = node.at("controllerNodeInfo");
                if (broker.exists()) {
                    add(targets, cluster, node, "broker", broker.texts("endpoints"));
                } else if (controller.exists()) {
                    add(targets, cluster, node, "controller", controller.texts("endpoints"));
                }
            }
            return targets;
        }

        private void add(
                List<Labels> targets,
                Json cluster,
                Json node,
                String kind,
                List<String> endpoints) {
            for (int i = 0; i < endpoints.size(); i++) {
                Target target = target(cluster, node);
                if (kind.equals("broker")) {
                    broker(target, cluster, node.at("brokerNodeInfo"));
                } else {
                    target.set("node_type", "CONTROLLER");
                }
                targets.add(
                        target.address(endpoints.get(i), settings.port)
                                .set(kind + "_endpoint_index", String.valueOf(i))
                                .build());
            }
        }

        private static Target target(Json cluster, Json node) {
            Json software = cluster.at("provisioned", "currentBrokerSoftwareInfo");
            return Target.of("msk")
                    .set("cluster_name", cluster.text("clusterName"))
                    .set("cluster_arn", cluster.text("clusterArn"))
                    .set("cluster_state", cluster.text("state"))
                    .set("cluster_type", cluster.text("clusterType"))
                    .set("cluster_version", cluster.text("currentVersion"))
                    .set("cluster_kafka_version", software.text("kafkaVersion"))
                    .set("cluster_configuration_arn", software.text("configurationArn"))
                    .set("cluster_configuration_revision", software.text("configurationRevision"))
                    .set(
                            "cluster_jmx_exporter_enabled",
                            cluster.text(
                                    "provisioned",
                                    "openMonitoring",
                                    "prometheus",
                                    "jmxExporter",
                                    "enabledInBroker"))
                    .all("cluster_tag", cluster.entries("tags"))
                    .set("node_arn", node.text("nodeARN"))
                    .set("node_added_time", node.text("addedToClusterTime"))
                    .set("node_instance_type", node.text("instanceType"));
        }

        private static void broker(Target target, Json cluster, Json broker) {
            target.set("node_type", "BROKER")
                    .set("node_attached_eni", broker.text("attachedENIId"))
                    .set("broker_id", String.valueOf(broker.number("brokerId")))
                    .set("broker_client_subnet", broker.text("clientSubnet"))
                    .set("broker_client_vpc_ip", broker.text("clientVpcIpAddress"))
                    .set(
                            "broker_node_exporter_enabled",
                            cluster.text(
                                    "provisioned",
                                    "openMonitoring",
                                    "prometheus",
                                    "nodeExporter",
                                    "enabledInBroker"));
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
