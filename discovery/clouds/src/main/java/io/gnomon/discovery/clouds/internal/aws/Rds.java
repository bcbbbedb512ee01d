package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.clouds.internal.AtOnce;
import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Xml;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The discovery {@code rds}; interface: docs.aws.amazon.com/AmazonRDS/latest/APIReference. */
@Component(service = DiscoveryFactory.class)
public final class Rds extends PolledFactory<Rds.Settings> {
    private static final String VERSION = "&Version=2014-10-31";

    private static final Columns CLUSTER =
            Columns.of(
                    "cluster_",
                    """
                    arn=DBClusterArn identifier=DBClusterIdentifier
                    ActivityStreamKinesisStreamName ActivityStreamKmsKeyId ActivityStreamMode
                    ActivityStreamStatus AllocatedStorage AutoMinorVersionUpgrade
                    AutomaticRestartTime AwsBackupRecoveryPointArn BacktrackConsumedChangeRecords
                    BacktrackWindow BackupRetentionPeriod Capacity CharacterSetName CloneGroupId
                    ClusterCreateTime ClusterScalabilityType CopyTagsToSnapshot CrossAccountClone
                    instance_class=DBClusterInstanceClass parameter_group=DBClusterParameterGroup
                    subnet_group=DBSubnetGroup DBSystemId DatabaseInsightsMode DatabaseName
                    resource_id=DbClusterResourceId DeletionProtection EarliestBacktrackTime
                    EarliestRestorableTime Endpoint Engine EngineLifecycleSupport EngineMode
                    EngineVersion GlobalClusterIdentifier GlobalWriteForwardingRequested
                    GlobalWriteForwardingStatus HostedZoneId HttpEndpointEnabled
                    IAMDatabaseAuthenticationEnabled IOOptimizedNextAllowedModificationTime Iops
                    KmsKeyId LatestRestorableTime LocalWriteForwardingStatus MasterUsername
                    MonitoringInterval MonitoringRoleArn MultiAZ NetworkType PercentProgress
                    PerformanceInsightsEnabled PerformanceInsightsKMSKeyId
                    PerformanceInsightsRetentionPeriod Port PreferredBackupWindow
                    PreferredMaintenanceWindow PubliclyAccessible ReaderEndpoint
                    ReplicationSourceIdentifier ServerlessV2PlatformVersion Status
                    StorageEncrypted StorageEncryptionType StorageThroughput StorageType
                    UpgradeRolloutOrder
                    """);

    private static final Columns INSTANCE =
            Columns.of(
                    "instance_",
                    """
                    arn=DBInstanceArn identifier=DBInstanceIdentifier class=DBInstanceClass
                    status=DBInstanceStatus port=DbInstancePort resource_id=DbiResourceId
                    subnet_group=DBSubnetGroup/DBSubnetGroupName
                    db_cluster_identifier=DBClusterIdentifier
                    ActivityStreamEngineNativeAuditFieldsIncluded ActivityStreamKinesisStreamName
                    ActivityStreamKmsKeyId ActivityStreamMode ActivityStreamPolicyStatus
                    ActivityStreamStatus AllocatedStorage AutoMinorVersionUpgrade
                    AutomaticRestartTime AutomationMode AvailabilityZone AwsBackupRecoveryPointArn
                    BackupRetentionPeriod BackupTarget CACertificateIdentifier CharacterSetName
                    CopyTagsToSnapshot CustomIamInstanceProfile CustomerOwnedIpEnabled DBName
                    DBSystemId DatabaseInsightsMode DedicatedLogVolume DeletionProtection
                    endpoint_address=Endpoint/Address endpoint_hosted_zone_id=Endpoint/HostedZoneId
                    endpoint_port=Endpoint/Port Engine EngineLifecycleSupport EngineVersion
                    EnhancedMonitoringResourceArn IAMDatabaseAuthenticationEnabled
                    InstanceCreateTime Iops IsStorageConfigUpgradeAvailable KmsKeyId
                    LatestRestorableTime LicenseModel
                    listener_endpoint_address=ListenerEndpoint/Address
                    listener_endpoint_hosted_zone_id=ListenerEndpoint/HostedZoneId
                    listener_endpoint_port=ListenerEndpoint/Port MasterUsername
                    MaxAllocatedStorage MonitoringInterval MonitoringRoleArn MultiAZ MultiTenant
                    NcharCharacterSetName NetworkType PercentProgress PerformanceInsightsEnabled
                    PerformanceInsightsKMSKeyId PerformanceInsightsRetentionPeriod
                    PreferredBackupWindow PreferredMaintenanceWindow PromotionTier
                    PubliclyAccessible ReadReplicaSourceDBClusterIdentifier
                    ReadReplicaSourceDBInstanceIdentifier ReplicaMode ResumeFullAutomationModeTime
                    SecondaryAvailabilityZone StorageEncrypted StorageEncryptionType
                    StorageThroughput StorageType StorageVolumeStatus TdeCredentialArn Timezone
                    UpgradeRolloutOrder
                    """);

    /** An entry of {@code rds_sd_configs}. */
    @Doc("Instances of database clusters of Amazon RDS")
    public record Settings(
            @Inline Account account,
            @Doc("ARNs of clusters; all when there are none") List<String> clusters,
            @Doc("Just the instances that fit") List<Filter> filters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("Requests under way at a time") @Default("10") @Limit(min = 1)
                    int requestConcurrency,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Rds(@Reference HttpClients clients) {
        super("rds", Settings.class, clients, (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        return new Instances(
                settings, new Service("rds", settings.account, settings.http, clients, api));
    }

    private record Instances(Settings settings, Service service) implements Source {
        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            String region = service.region();
            Map<String, Xml> clusters = new HashMap<>();
            for (Xml cluster : clusters()) {
                clusters.put(cluster.text("DBClusterIdentifier"), cluster);
            }
            String filters =
                    Filter.parameters(settings.filters, "Filters.Filter.", ".Values.Value.");
            List<Labels> targets = new ArrayList<>();
            for (Xml instance : all("DescribeDBInstances", filters, "DBInstances", "DBInstance")) {
                Xml cluster = clusters.get(instance.text("DBClusterIdentifier"));
                if (cluster != null && instance.at("Endpoint", "Address").exists()) {
                    targets.add(target(cluster, instance));
                }
            }
            return Target.group(region, targets);
        }

        private List<Xml> clusters() throws IOException, InterruptedException {
            if (settings.clusters.isEmpty()) {
                return all("DescribeDBClusters", "", "DBClusters", "DBCluster");
            }
            List<Xml> clusters = new ArrayList<>();
            AtOnce.ask(
                            settings.clusters,
                            settings.requestConcurrency,
                            arn ->
                                    all(
                                            "DescribeDBClusters",
                                            "&DBClusterIdentifier=" + encoded(arn),
                                            "DBClusters",
                                            "DBCluster"))
                    .forEach(clusters::addAll);
            return clusters;
        }

        private List<Xml> all(String action, String parameters, String list, String item)
                throws IOException, InterruptedException {
            List<Xml> all = new ArrayList<>();
            String marker = "";
            do {
                String next = marker.isEmpty() ? "" : "&Marker=" + encoded(marker);
                Xml page =
                        service.form(
                                        "Action="
                                                + action
                                                + VERSION
                                                + "&MaxRecords=100"
                                                + parameters
                                                + next)
                                .at(action + "Result");
                all.addAll(page.at(list).all(item));
                marker = page.text("Marker");
            } while (!marker.isEmpty());
            return all;
        }

        private Labels target(Xml cluster, Xml instance) {
            Target target =
                    Target.of("rds").address(instance.text("Endpoint", "Address"), settings.port);
            CLUSTER.set(target, cluster);
            INSTANCE.set(target, instance);
            for (Xml member : cluster.at("DBClusterMembers").all("DBClusterMember")) {
                if (member.text("DBInstanceIdentifier")
                        .equals(instance.text("DBInstanceIdentifier"))) {
                    target.set("instance_is_cluster_writer", member.text("IsClusterWriter"));
                }
            }
            for (Xml tag : cluster.at("TagList").all("Tag")) {
                target.named("cluster_tag", tag.text("Key"), tag.text("Value"));
            }
            for (Xml tag : instance.at("TagList").all("Tag")) {
                target.named("instance_tag", tag.text("Key"), tag.text("Value"));
            }
            return target.build();
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
