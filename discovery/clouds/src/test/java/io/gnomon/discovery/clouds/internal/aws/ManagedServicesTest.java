package io.gnomon.discovery.clouds.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.discovery.clouds.internal.Clouds;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Amazon's services of databases, caches and brokers; answers after their documentation. */
class ManagedServicesTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private String section(String more) {
        return "{endpoint: '%s/', region: eu-west-2, access_key: AK, secret_key: SK%s}"
                .formatted(cloud.url(), more);
    }

    private long askedFor(String text) {
        return cloud.asked().stream().filter(asked -> asked.body().contains(text)).count();
    }

    private static final String CLUSTER =
            """
            <DBCluster><DBClusterArn>arn:c</DBClusterArn><DBClusterIdentifier>c</DBClusterIdentifier>
            <DBSubnetGroup>sub</DBSubnetGroup><DbClusterResourceId>cluster-R</DbClusterResourceId>
            <IAMDatabaseAuthenticationEnabled>false</IAMDatabaseAuthenticationEnabled>
            <ClusterCreateTime>2024-05-06T07:08:09.123Z</ClusterCreateTime><MultiAZ>true</MultiAZ>
            <Endpoint>c.example</Endpoint><Engine>aurora</Engine>
            <DBClusterMembers><DBClusterMember><DBInstanceIdentifier>i1</DBInstanceIdentifier>
            <IsClusterWriter>true</IsClusterWriter></DBClusterMember></DBClusterMembers>
            <TagList><Tag><Key>a:b</Key><Value>c</Value></Tag></TagList></DBCluster>
            """;

    @Test
    void instancesOfRds() throws Exception {
        cloud.put(
                "Action=DescribeDBClusters",
                """
                <DescribeDBClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
                <DescribeDBClustersResult><DBClusters>%s</DBClusters></DescribeDBClustersResult>
                </DescribeDBClustersResponse>
                """
                        .formatted(CLUSTER));
        cloud.put(
                "&Marker=m%3D",
                """
                <R><DescribeDBInstancesResult><DBInstances>
                <DBInstance><DBInstanceIdentifier>alone</DBInstanceIdentifier>
                <Endpoint><Address>x</Address></Endpoint></DBInstance>
                <DBInstance><DBInstanceIdentifier>new</DBInstanceIdentifier>
                <DBClusterIdentifier>c</DBClusterIdentifier></DBInstance>
                </DBInstances></DescribeDBInstancesResult></R>
                """);
        cloud.put(
                "Action=DescribeDBInstances",
                """
                <R><DescribeDBInstancesResult><DBInstances><DBInstance>
                <DBInstanceArn>arn:i1</DBInstanceArn><DBInstanceIdentifier>i1</DBInstanceIdentifier>
                <DBClusterIdentifier>c</DBClusterIdentifier><DBInstanceClass>db.r5</DBInstanceClass>
                <DBInstanceStatus>available</DBInstanceStatus><DbInstancePort>0</DbInstancePort>
                <CACertificateIdentifier>rds-ca</CACertificateIdentifier>
                <DBSubnetGroup><DBSubnetGroupName>sub</DBSubnetGroupName></DBSubnetGroup>
                <Endpoint><Address>i1.example</Address><Port>3306</Port>
                <HostedZoneId>Z</HostedZoneId></Endpoint>
                <TagList><Tag><Key>t</Key><Value>u</Value></Tag></TagList>
                </DBInstance></DBInstances><Marker>m=</Marker></DescribeDBInstancesResult></R>
                """);
        List<Labels> targets =
                cloud.targets(
                        new Rds(clients),
                        section(", port: 9104, filters: [{name: engine, values: [aurora]}]"));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "i1.example:9104",
                                "__meta_rds_cluster_arn", "arn:c",
                                "__meta_rds_cluster_cluster_create_time", "2024-05-06T07:08:09Z",
                                "__meta_rds_cluster_endpoint", "c.example",
                                "__meta_rds_cluster_engine", "aurora",
                                "__meta_rds_cluster_iam_database_authentication_enabled", "false",
                                "__meta_rds_cluster_identifier", "c",
                                "__meta_rds_cluster_multi_az", "true",
                                "__meta_rds_cluster_resource_id", "cluster-R",
                                "__meta_rds_cluster_subnet_group", "sub",
                                "__meta_rds_cluster_tag_a_b", "c",
                                "__meta_rds_instance_arn", "arn:i1",
                                "__meta_rds_instance_ca_certificate_identifier", "rds-ca",
                                "__meta_rds_instance_class", "db.r5",
                                "__meta_rds_instance_db_cluster_identifier", "c",
                                "__meta_rds_instance_endpoint_address", "i1.example",
                                "__meta_rds_instance_endpoint_hosted_zone_id", "Z",
                                "__meta_rds_instance_endpoint_port", "3306",
                                "__meta_rds_instance_identifier", "i1",
                                "__meta_rds_instance_is_cluster_writer", "true",
                                "__meta_rds_instance_port", "0",
                                "__meta_rds_instance_status", "available",
                                "__meta_rds_instance_subnet_group", "sub",
                                "__meta_rds_instance_tag_t", "u")),
                targets);
        assertEquals(
                "Action=DescribeDBInstances&Version=2014-10-31&MaxRecords=100"
                        + "&Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=aurora",
                cloud.asked().get(1).body());
        cloud.targets(new Rds(clients), section(", clusters: ['arn:c', 'arn:d']"));
        assertEquals(1, askedFor("&DBClusterIdentifier=arn%3Ad"));
    }

    @Test
    void cachesOfElastiCache() throws Exception {
        String arn = "arn:aws:elasticache:r:1:";
        cloud.put(
                "Action=DescribeServerlessCaches",
                """
                <R><DescribeServerlessCachesResult><ServerlessCaches><member>
                <ARN>%sserverlesscache:s1</ARN><ServerlessCacheName>s1</ServerlessCacheName>
                <CreateTime>2024-05-06T07:08:09Z</CreateTime><Engine>valkey</Engine>
                <Endpoint><Address>s1.example</Address><Port>6379</Port></Endpoint>
                <ReaderEndpoint><Address>r1.example</Address><Port>6380</Port></ReaderEndpoint>
                <SecurityGroupIds><SecurityGroupId>sg-1</SecurityGroupId></SecurityGroupIds>
                <SubnetIds><SubnetId>n-1</SubnetId><SubnetId>n-2</SubnetId></SubnetIds>
                <CacheUsageLimits><DataStorage><Maximum>10</Maximum><Unit>GB</Unit></DataStorage>
                <ECPUPerSecond><Maximum>1000</Maximum></ECPUPerSecond></CacheUsageLimits>
                </member></ServerlessCaches></DescribeServerlessCachesResult></R>
                """
                        .formatted(arn));
        cloud.put(
                "Action=DescribeCacheClusters",
                """
                <R><DescribeCacheClustersResult><CacheClusters><CacheCluster>
                <ARN>%scluster:c1</ARN><CacheClusterId>c1</CacheClusterId>
                <CacheClusterStatus>available</CacheClusterStatus><CacheNodeType>t4g</CacheNodeType>
                <AuthTokenLastModifiedDate>2024-05-06T07:08:09.5Z</AuthTokenLastModifiedDate>
                <CacheParameterGroup><CacheParameterGroupName>pg</CacheParameterGroupName></CacheParameterGroup>
                <PendingModifiedValues><NumCacheNodes>3</NumCacheNodes><CacheNodeIdsToRemove>
                <CacheNodeId>0001</CacheNodeId><CacheNodeId>0002</CacheNodeId></CacheNodeIdsToRemove></PendingModifiedValues>
                <SecurityGroups><member><SecurityGroupId>sg-2</SecurityGroupId><Status>active</Status></member></SecurityGroups>
                <LogDeliveryConfigurations><LogDeliveryConfiguration><LogType>slow-log</LogType>
                <DestinationDetails><CloudWatchLogsDetails><LogGroup>lg</LogGroup></CloudWatchLogsDetails></DestinationDetails>
                </LogDeliveryConfiguration></LogDeliveryConfigurations>
                <CacheNodes><CacheNode><CacheNodeId>0001</CacheNodeId><CacheNodeStatus>ok</CacheNodeStatus>
                <CustomerAvailabilityZone>r-a</CustomerAvailabilityZone>
                <Endpoint><Address>n1.example</Address><Port>11211</Port></Endpoint></CacheNode>
                <CacheNode><CacheNodeId>0002</CacheNodeId><CacheNodeStatus>creating</CacheNodeStatus></CacheNode>
                </CacheNodes></CacheCluster></CacheClusters></DescribeCacheClustersResult></R>
                """
                        .formatted(arn));
        cloud.put(
                "serverlesscache%3As1",
                "<R><ListTagsForResourceResult><TagList/></ListTagsForResourceResult></R>");
        cloud.put(
                "ResourceName=",
                """
                <R><ListTagsForResourceResult><TagList><Tag><Key>k 1</Key><Value>v</Value></Tag>
                </TagList></ListTagsForResourceResult></R>
                """);
        List<Labels> targets = cloud.targets(new ElastiCache(clients), section(""));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "s1.example:6379",
                                "__meta_elasticache_deployment_option", "serverless",
                                "__meta_elasticache_serverless_cache_arn",
                                        arn + "serverlesscache:s1",
                                "__meta_elasticache_serverless_cache_cache_usage_limit_data_storage_maximum",
                                        "10",
                                "__meta_elasticache_serverless_cache_cache_usage_limit_data_storage_unit",
                                        "GB",
                                "__meta_elasticache_serverless_cache_cache_usage_limit_ecpu_per_second_maximum",
                                        "1000",
                                "__meta_elasticache_serverless_cache_create_time",
                                        "2024-05-06T07:08:09Z",
                                "__meta_elasticache_serverless_cache_endpoint_address",
                                        "s1.example",
                                "__meta_elasticache_serverless_cache_endpoint_port", "6379",
                                "__meta_elasticache_serverless_cache_endpoint_reader_address",
                                        "r1.example",
                                "__meta_elasticache_serverless_cache_endpoint_reader_port", "6380",
                                "__meta_elasticache_serverless_cache_engine", "valkey",
                                "__meta_elasticache_serverless_cache_name", "s1",
                                "__meta_elasticache_serverless_cache_security_group_id_0", "sg-1",
                                "__meta_elasticache_serverless_cache_subnet_id_0", "n-1",
                                "__meta_elasticache_serverless_cache_subnet_id_1", "n-2"),
                        Labels.of(
                                "__address__", "n1.example:11211",
                                "__meta_elasticache_cache_cluster_arn", arn + "cluster:c1",
                                "__meta_elasticache_cache_cluster_auth_token_last_modified",
                                        "2024-05-06T07:08:09Z",
                                "__meta_elasticache_cache_cluster_cache_cluster_id", "c1",
                                "__meta_elasticache_cache_cluster_cache_cluster_status",
                                        "available",
                                "__meta_elasticache_cache_cluster_cache_node_type", "t4g",
                                "__meta_elasticache_cache_cluster_cache_parameter_group", "pg",
                                "__meta_elasticache_cache_cluster_log_delivery_configuration_log_group_0",
                                        "lg",
                                "__meta_elasticache_cache_cluster_log_delivery_configuration_log_type_0",
                                        "slow-log",
                                "__meta_elasticache_cache_cluster_node_availability_zone", "r-a",
                                "__meta_elasticache_cache_cluster_node_endpoint_address",
                                        "n1.example",
                                "__meta_elasticache_cache_cluster_node_endpoint_port", "11211",
                                "__meta_elasticache_cache_cluster_node_id", "0001",
                                "__meta_elasticache_cache_cluster_node_status", "ok",
                                "__meta_elasticache_cache_cluster_pending_modified_values_cache_node_ids_to_remove",
                                        "0001,0002",
                                "__meta_elasticache_cache_cluster_pending_modified_values_num_cache_nodes",
                                        "3",
                                "__meta_elasticache_cache_cluster_security_group_membership_id_0",
                                        "sg-2",
                                "__meta_elasticache_cache_cluster_security_group_membership_status_0",
                                        "active",
                                "__meta_elasticache_cache_cluster_tag_k_1", "v",
                                "__meta_elasticache_deployment_option", "node")),
                targets);
        cloud.targets(
                new ElastiCache(clients),
                section(", clusters: ['" + arn + "replicationgroup:c1']"));
        assertEquals(1, askedFor("Action=DescribeServerlessCaches"));
        assertEquals(1, askedFor("&CacheClusterId=c1"));
    }

    @Test
    void nodesOfMsk() throws Exception {
        cloud.put(
                "/api/v2/clusters?clusterTypeFilter=PROVISIONED&maxResults=100",
                """
                {"clusterInfoList": [{"clusterArn": "arn:k/1", "clusterName": "k", "state": "ACTIVE",
                  "clusterType": "PROVISIONED", "currentVersion": "V", "tags": {"a.b": "c"},
                  "provisioned": {"currentBrokerSoftwareInfo": {"kafkaVersion": "3.7",
                    "configurationArn": "arn:cfg", "configurationRevision": 2},
                   "openMonitoring": {"prometheus": {"jmxExporter": {"enabledInBroker": true},
                    "nodeExporter": {"enabledInBroker": false}}}}},
                  {"clusterArn": "arn:s", "clusterType": "SERVERLESS"}]}
                """);
        cloud.put(
                "/v1/clusters/arn%3Ak%2F1/nodes?maxResults=100",
                """
                {"nodeInfoList": [{"nodeARN": "arn:n", "addedToClusterTime": "2024", "instanceType": "m5",
                  "brokerNodeInfo": {"brokerId": 1.0, "attachedENIId": "eni", "clientSubnet": "sub",
                   "clientVpcIpAddress": "10.0.0.1", "endpoints": ["b-1.example", "b-1b.example"]}}],
                 "nextToken": "n+"}
                """);
        cloud.put(
                "/v1/clusters/arn%3Ak%2F1/nodes?maxResults=100&nextToken=n%2B",
                """
                {"nodeInfoList": [{"nodeARN": "arn:z",
                  "controllerNodeInfo": {"endpoints": ["c-1.example"]}}, {"nodeARN": "arn:other"}]}
                """);
        List<Labels> targets = cloud.targets(new Msk(clients), section(", port: 11001"));
        assertEquals(3, targets.size());
        assertEquals(
                Labels.of(
                        "__address__", "b-1.example:11001",
                        "__meta_msk_broker_client_subnet", "sub",
                        "__meta_msk_broker_client_vpc_ip", "10.0.0.1",
                        "__meta_msk_broker_endpoint_index", "0",
                        "__meta_msk_broker_id", "1",
                        "__meta_msk_broker_node_exporter_enabled", "false",
                        "__meta_msk_cluster_arn", "arn:k/1",
                        "__meta_msk_cluster_configuration_arn", "arn:cfg",
                        "__meta_msk_cluster_configuration_revision", "2",
                        "__meta_msk_cluster_jmx_exporter_enabled", "true",
                        "__meta_msk_cluster_kafka_version", "3.7",
                        "__meta_msk_cluster_name", "k",
                        "__meta_msk_cluster_state", "ACTIVE",
                        "__meta_msk_cluster_tag_a_b", "c",
                        "__meta_msk_cluster_type", "PROVISIONED",
                        "__meta_msk_cluster_version", "V",
                        "__meta_msk_node_added_time", "2024",
                        "__meta_msk_node_arn", "arn:n",
                        "__meta_msk_node_attached_eni", "eni",
                        "__meta_msk_node_instance_type", "m5",
                        "__meta_msk_node_type", "BROKER"),
                targets.get(0));
        assertEquals("b-1b.example:11001", targets.get(1).get("__address__"));
        assertEquals("1", targets.get(1).get("__meta_msk_broker_endpoint_index"));
        assertEquals("c-1.example:11001", targets.get(2).get("__address__"));
        assertEquals("CONTROLLER", targets.get(2).get("__meta_msk_node_type"));
        assertEquals("0", targets.get(2).get("__meta_msk_controller_endpoint_index"));
        cloud.put(
                "/api/v2/clusters/arn%3As",
                "{\"clusterInfo\": {\"clusterArn\": \"arn:s\", \"clusterType\": \"SERVERLESS\"}}");
        assertEquals(List.of(), cloud.targets(new Msk(clients), section(", clusters: ['arn:s']")));
    }

    @Test
    void theRoleTellsWhichServiceIsAsked() throws Exception {
        cloud.put("{}", "{\"instances\": [{\"privateIpAddress\": \"10.0.0.2\"}]}");
        assertEquals(
                "10.0.0.2:80",
                cloud.targets(new Aws(clients), section(", role: lightsail"))
                        .get(0)
                        .get("__address__"));
        for (String role : List.of("ec2", "ecs", "elasticache", "msk", "rds")) {
            cloud.put("Action=", "<R/>");
            cloud.put("clusterTypeFilter=PROVISIONED&maxResults=100", "{}");
            assertEquals(
                    List.of(), cloud.targets(new Aws(clients), section(", role: " + role)), role);
            assertTrue(
                    cloud.asked()
                            .getLast()
                            .headers()
                            .getOrDefault("Authorization", "")
                            .startsWith("Amazon[service=" + (role.equals("msk") ? "kafka" : role)),
                    role);
        }
        SettingsException refused =
                Assertions.assertThrows(
                        SettingsException.class,
                        () -> Clouds.ASK.settings(new Aws(clients), "{role: mq}"));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("unknown AWS SD role \"mq\""),
                refused.getMessage());
    }
}
