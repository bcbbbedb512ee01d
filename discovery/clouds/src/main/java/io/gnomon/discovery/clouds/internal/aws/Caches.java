package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.clouds.internal.AtOnce;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Xml;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serverless caches, and each node of the clusters of caches. */
record Caches(ElastiCache.Settings settings, Service service) implements Source {
    private static final String VERSION = "&Version=2015-02-02";

    private static final Columns SERVERLESS =
            Columns.of(
                    "serverless_cache_",
                    """
                    ARN name=ServerlessCacheName CreateTime Description Engine FullEngineVersion
                    MajorEngineVersion Status KmsKeyId UserGroupId DailySnapshotTime
                    SnapshotRetentionLimit endpoint_address=Endpoint/Address
                    endpoint_port=Endpoint/Port endpoint_reader_address=ReaderEndpoint/Address
                    endpoint_reader_port=ReaderEndpoint/Port
                    cache_usage_limit_data_storage_maximum=CacheUsageLimits/DataStorage/Maximum
                    cache_usage_limit_data_storage_minimum=CacheUsageLimits/DataStorage/Minimum
                    cache_usage_limit_data_storage_unit=CacheUsageLimits/DataStorage/Unit
                    cache_usage_limit_ecpu_per_second_maximum=CacheUsageLimits/ECPUPerSecond/Maximum
                    cache_usage_limit_ecpu_per_second_minimum=CacheUsageLimits/ECPUPerSecond/Minimum
                    """);

    private static final Columns CLUSTER =
            Columns.of(
                    "cache_cluster_",
                    """
                    ARN AtRestEncryptionEnabled AuthTokenEnabled
                    auth_token_last_modified=AuthTokenLastModifiedDate AutoMinorVersionUpgrade
                    CacheClusterCreateTime CacheClusterId CacheClusterStatus CacheNodeType
                    cache_parameter_group=CacheParameterGroup/CacheParameterGroupName
                    CacheSubnetGroupName ClientDownloadLandingPage
                    configuration_endpoint_address=ConfigurationEndpoint/Address
                    configuration_endpoint_port=ConfigurationEndpoint/Port
                    Engine EngineVersion IpDiscovery NetworkType
                    notification_topic_arn=NotificationConfiguration/TopicArn
                    notification_topic_status=NotificationConfiguration/TopicStatus
                    NumCacheNodes PreferredAvailabilityZone PreferredMaintenanceWindow
                    PreferredOutpostArn ReplicationGroupId ReplicationGroupLogDeliveryEnabled
                    SnapshotRetentionLimit SnapshotWindow TransitEncryptionEnabled
                    TransitEncryptionMode
                    pending_modified_values_auth_token_status=PendingModifiedValues/AuthTokenStatus
                    pending_modified_values_cache_node_type=PendingModifiedValues/CacheNodeType
                    pending_modified_values_engine_version=PendingModifiedValues/EngineVersion
                    pending_modified_values_num_cache_nodes=PendingModifiedValues/NumCacheNodes
                    pending_modified_values_transit_encryption_enabled=PendingModifiedValues/TransitEncryptionEnabled
                    pending_modified_values_transit_encryption_mode=PendingModifiedValues/TransitEncryptionMode
                    """);

    private static final Columns LOG =
            Columns.of(
                    "cache_cluster_log_delivery_configuration_",
                    """
                    DestinationType LogFormat LogType Status Message
                    log_group=DestinationDetails/CloudWatchLogsDetails/LogGroup
                    delivery_stream=DestinationDetails/KinesisFirehoseDetails/DeliveryStream
                    """);

    private static final Columns SECURITY_GROUP =
            Columns.of("cache_cluster_security_group_membership_", "id=SecurityGroupId Status");

    private static final Columns NODE =
            Columns.of(
                    "cache_cluster_node_",
                    """
                    create_time=CacheNodeCreateTime id=CacheNodeId status=CacheNodeStatus
                    availability_zone=CustomerAvailabilityZone CustomerOutpostArn SourceCacheNodeId
                    ParameterGroupStatus endpoint_address=Endpoint/Address
                    endpoint_port=Endpoint/Port
                    """);

    /** What is to be found: ids of caches of both kinds, or all. */
    private record Wanted(List<String> serverless, List<String> clusters) {
        /** From ARNs: arn:aws:elasticache:REGION:ACCOUNT:KIND:ID. */
        static Wanted of(List<String> arns) {
            Wanted wanted = new Wanted(new ArrayList<>(), new ArrayList<>());
            for (String arn : arns) {
                String[] parts = arn.split(":", -1);
                String kind = parts.length < 7 ? "" : parts[5];
                switch (kind) {
                    case "serverlesscache" -> wanted.serverless.add(parts[6]);
                    case "replicationgroup", "cluster" -> wanted.clusters.add(parts[6]);
                    default -> {}
                }
            }
            return wanted;
        }
    }

    @Override
    public List<TargetGroup> look() throws IOException, InterruptedException {
        String region = service.region();
        Wanted wanted = Wanted.of(settings.clusters());
        boolean all = settings.clusters().isEmpty();
        List<Xml> serverless =
                find(
                        "DescribeServerlessCaches&MaxResults=50",
                        "NextToken",
                        "ServerlessCaches",
                        "ServerlessCacheName",
                        wanted.serverless,
                        all);
        List<Xml> clusters =
                find(
                        "DescribeCacheClusters&MaxRecords=100&ShowCacheNodeInfo=true",
                        "Marker",
                        "CacheClusters",
                        "CacheClusterId",
                        wanted.clusters,
                        all);
        List<Xml> both = new ArrayList<>(serverless);
        both.addAll(clusters);
        Map<String, List<Xml>> tags = tags(both);
        List<Labels> targets = new ArrayList<>();
        for (Xml cache : serverless) {
            if (cache.at("Endpoint", "Address").exists()) {
                targets.add(serverless(cache, tags.getOrDefault(cache.text("ARN"), List.of())));
            }
        }
        for (Xml cluster : clusters) {
            for (Xml node : cluster.at("CacheNodes").children()) {
                if (node.at("Endpoint", "Address").exists()) {
                    targets.add(
                            node(cluster, node, tags.getOrDefault(cluster.text("ARN"), List.of())));
                }
            }
        }
        return Target.group(region, targets);
    }

    /** Everything in a list with pages, or just what has these ids. */
    private List<Xml> find(
            String call, String token, String list, String id, List<String> ids, boolean all)
            throws IOException, InterruptedException {
        if (all) {
            return pages(call, token, list, "");
        }
        List<Xml> found = new ArrayList<>();
        AtOnce.ask(
                        ids,
                        settings.requestConcurrency(),
                        each -> pages(call, token, list, "&" + id + "=" + encoded(each)))
                .forEach(found::addAll);
        return found;
    }

    private List<Xml> pages(String call, String token, String list, String parameters)
            throws IOException, InterruptedException {
        List<Xml> found = new ArrayList<>();
        String result = call.replaceAll("&.*", "") + "Result";
        String next = "";
        do {
            String more = next.isEmpty() ? "" : "&" + token + "=" + encoded(next);
            Xml page = service.form("Action=" + call + VERSION + parameters + more).at(result);
            found.addAll(page.at(list).children());
            next = page.text(token);
        } while (!next.isEmpty());
        return found;
    }

    /** Tags of each by its ARN; ElastiCache tells them of one at a time. */
    private Map<String, List<Xml>> tags(List<Xml> caches) throws IOException, InterruptedException {
        List<String> arns =
                caches.stream().map(cache -> cache.text("ARN")).filter(a -> !a.isEmpty()).toList();
        List<List<Xml>> lists =
                AtOnce.ask(
                        arns,
                        settings.requestConcurrency(),
                        arn ->
                                service.form(
                                                "Action=ListTagsForResource"
                                                        + VERSION
                                                        + "&ResourceName="
                                                        + encoded(arn))
                                        .at("ListTagsForResourceResult", "TagList")
                                        .children());
        Map<String, List<Xml>> tags = new HashMap<>();
        for (int i = 0; i < arns.size(); i++) {
            tags.put(arns.get(i), lists.get(i));
        }
        return tags;
    }

    private static Labels serverless(Xml cache, List<Xml> tags) {
        Target target =
                Target.of("elasticache")
                        .address(cache.text("Endpoint", "Address"), port(cache))
                        .set("deployment_option", "serverless");
        SERVERLESS.set(target, cache);
        number(target, "serverless_cache_security_group_id_", cache.at("SecurityGroupIds"));
        number(target, "serverless_cache_subnet_id_", cache.at("SubnetIds"));
        for (Xml tag : tags) {
            target.named("serverless_cache_tag", tag.text("Key"), tag.text("Value"));
        }
        return target.build();
    }

    private static void number(Target target, String label, Xml list) {
        int i = 0;
        for (Xml each : list.children()) {
            target.set(label + i++, each.text());
        }
    }

    private static long port(Xml owner) {
        try {
            return Long.parseLong(owner.text("Endpoint", "Port"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Labels node(Xml cluster, Xml node, List<Xml> tags) {
        Target target =
                Target.of("elasticache")
                        .address(node.text("Endpoint", "Address"), port(node))
                        .set("deployment_option", "node");
        CLUSTER.set(target, cluster);
        NODE.set(target, node);
        int i = 0;
        for (Xml log : cluster.at("LogDeliveryConfigurations").children()) {
            LOG.set(target, "_" + i++, log);
        }
        i = 0;
        for (Xml group : cluster.at("SecurityGroups").children()) {
            SECURITY_GROUP.set(target, "_" + i++, group);
        }
        List<Xml> removed = cluster.at("PendingModifiedValues", "CacheNodeIdsToRemove").children();
        target.set(
                "cache_cluster_pending_modified_values_cache_node_ids_to_remove",
                String.join(",", removed.stream().map(Xml::text).toList()));
        for (Xml tag : tags) {
            target.named("cache_cluster_tag", tag.text("Key"), tag.text("Value"));
        }
        return target.build();
    }

    @Override
    public void close() {
        service.close();
    }
}
