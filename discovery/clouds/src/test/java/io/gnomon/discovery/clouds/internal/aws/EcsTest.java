package io.gnomon.discovery.clouds.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.discovery.clouds.internal.Clouds;
import io.gnomon.discovery.polling.Api;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class EcsTest {
    private final Map<String, String> answers = new HashMap<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private final PlainHttpClients clients = new PlainHttpClients();

    /** By the action and, when there is such an answer, by its body. */
    private Answer answer(Asked asked) {
        String action =
                asked.headers()
                        .getOrDefault("X-amz-target", asked.body().replaceAll("&.*", ""))
                        .replaceAll(".*[.=]", "");
        String body = answers.getOrDefault(action + asked.body(), answers.get(action));
        return body == null
                ? Answer.text(400, "no answer to " + action + " " + asked.body())
                : Answer.json(200, body);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Labels> targets() throws Exception {
        String url = server.uri("/").toString();
        Ecs.Settings settings =
                Clouds.ASK.settings(
                        new Ecs(clients),
                        "{endpoint: '%s', region: r, access_key: a, secret_key: s, port: 9100}"
                                .formatted(url));
        Account machines = new Account(url, "r", "a", null, "", "", "");
        Api plain = Api.of(clients.open(HttpSettings.PLAIN), Duration.ofSeconds(20));
        try (EcsTasks tasks =
                new EcsTasks(
                        settings,
                        new Service("ecs", settings.account(), HttpSettings.PLAIN, clients, plain),
                        new Service("ec2", machines, HttpSettings.PLAIN, clients, plain))) {
            return tasks.look().get(0).targets();
        }
    }

    private void cluster() {
        answers.put("ListClusters", "{\"clusterArns\": [\"arn:c\"]}");
        answers.put(
                "DescribeClusters",
                """
                {"clusters": [{"clusterArn": "arn:c", "clusterName": "c",
                  "tags": [{"key": "team", "value": "t"}]}]}
                """);
        answers.put("ListServices", "{\"serviceArns\": [\"arn:s1\"], \"nextToken\": \"n\"}");
        answers.put(
                "ListServices{\"cluster\": \"arn:c\", \"nextToken\": \"n\"}",
                "{\"serviceArns\": [\"arn:s2\"]}");
        answers.put(
                "DescribeServices",
                """
                {"services": [{"clusterArn": "arn:c", "serviceArn": "arn:s1", "serviceName": "s1",
                   "status": "ACTIVE", "tags": [{"key": "a b", "value": "c"}]},
                  {"clusterArn": "arn:c", "serviceArn": "arn:s2", "serviceName": "s2", "status": "ACTIVE"}]}
                """);
        answers.put(
                "ListTasks", "{\"taskArns\": [\"arn:t1\", \"arn:t2\", \"arn:t3\", \"arn:t4\"]}");
        answers.put(
                "DescribeTasks",
                """
                {"tasks": [{"taskArn": "arn:t1", "taskDefinitionArn": "arn:d:1", "group": "service:s1",
                   "launchType": "FARGATE", "availabilityZone": "r-a", "desiredStatus": "RUNNING",
                   "lastStatus": "RUNNING", "healthStatus": "UNKNOWN", "platformFamily": "Linux",
                   "platformVersion": "1.4.0", "tags": [{"key": "k", "value": "v"}],
                   "attachments": [{"type": "ElasticNetworkInterface", "details": [
                     {"name": "subnetId", "value": "subnet-1"}, {"name": "networkInterfaceId", "value": "eni-1"},
                     {"name": "privateIPv4Address", "value": "10.0.0.1"}]}]},
                  {"taskArn": "arn:t2", "group": "service:s2", "launchType": "EC2",
                   "containerInstanceArn": "arn:ci"},
                  {"taskArn": "arn:t3", "group": "family:alone",
                   "attachments": [{"type": "ElasticNetworkInterface", "details": [
                     {"name": "privateIPv4Address", "value": "10.0.0.3"}]}]},
                  {"taskArn": "arn:t4", "group": "service:s1"}]}
                """);
        answers.put(
                "DescribeContainerInstances",
                """
                {"containerInstances": [{"containerInstanceArn": "arn:ci", "ec2InstanceId": "i-1"}]}
                """);
    }

    @Test
    void tasksOfServices() throws Exception {
        cluster();
        answers.put(
                "DescribeInstances",
                """
                <R><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>
                <privateIpAddress>10.0.1.1</privateIpAddress><ipAddress>3.3.3.3</ipAddress>
                <subnetId>subnet-2</subnetId><instanceType>t3</instanceType>
                <tagSet><item><key>Name</key><value>box</value></item></tagSet>
                </item></instancesSet></item></reservationSet></R>
                """);
        answers.put(
                "DescribeNetworkInterfaces",
                """
                <R><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId>
                <association><publicIp>4.4.4.4</publicIp></association></item></networkInterfaceSet></R>
                """);
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "10.0.0.1:9100",
                                "__meta_ecs_availability_zone", "r-a",
                                "__meta_ecs_cluster", "c",
                                "__meta_ecs_cluster_arn", "arn:c",
                                "__meta_ecs_desired_status", "RUNNING",
                                "__meta_ecs_health_status", "UNKNOWN",
                                "__meta_ecs_ip_address", "10.0.0.1",
                                "__meta_ecs_last_status", "RUNNING",
                                "__meta_ecs_launch_type", "FARGATE",
                                "__meta_ecs_network_mode", "awsvpc",
                                "__meta_ecs_platform_family", "Linux",
                                "__meta_ecs_platform_version", "1.4.0",
                                "__meta_ecs_public_ip", "4.4.4.4",
                                "__meta_ecs_region", "r",
                                "__meta_ecs_service", "s1",
                                "__meta_ecs_service_arn", "arn:s1",
                                "__meta_ecs_service_status", "ACTIVE",
                                "__meta_ecs_subnet_id", "subnet-1",
                                "__meta_ecs_tag_cluster_team", "t",
                                "__meta_ecs_tag_service_a_b", "c",
                                "__meta_ecs_tag_task_k", "v",
                                "__meta_ecs_task_arn", "arn:t1",
                                "__meta_ecs_task_definition", "arn:d:1",
                                "__meta_ecs_task_group", "service:s1"),
                        Labels.of(
                                "__address__", "10.0.1.1:9100",
                                "__meta_ecs_cluster", "c",
                                "__meta_ecs_cluster_arn", "arn:c",
                                "__meta_ecs_container_instance_arn", "arn:ci",
                                "__meta_ecs_ec2_instance_id", "i-1",
                                "__meta_ecs_ec2_instance_private_ip", "10.0.1.1",
                                "__meta_ecs_ec2_instance_public_ip", "3.3.3.3",
                                "__meta_ecs_ec2_instance_type", "t3",
                                "__meta_ecs_ip_address", "10.0.1.1",
                                "__meta_ecs_launch_type", "EC2",
                                "__meta_ecs_network_mode", "bridge",
                                "__meta_ecs_public_ip", "3.3.3.3",
                                "__meta_ecs_region", "r",
                                "__meta_ecs_service", "s2",
                                "__meta_ecs_service_arn", "arn:s2",
                                "__meta_ecs_service_status", "ACTIVE",
                                "__meta_ecs_subnet_id", "subnet-2",
                                "__meta_ecs_tag_cluster_team", "t",
                                "__meta_ecs_tag_ec2_Name", "box",
                                "__meta_ecs_task_arn", "arn:t2",
                                "__meta_ecs_task_group", "service:s2")),
                targets());
        assertTrue(
                server.asked().stream()
                        .anyMatch(asked ->
                                asked.body()
                                        .equals(
                                                "{\"cluster\": \"arn:c\", \"tasks\": [\"arn:t1\","
                                                        + " \"arn:t2\", \"arn:t3\", \"arn:t4\"],"
                                                        + " \"include\": [\"TAGS\"]}")));
    }

    /** Whoever may not ask EC2 still finds the tasks that have addresses of their own. */
    @Test
    void tasksWithoutTheirMachines() throws Exception {
        cluster();
        List<Labels> targets = targets();
        assertEquals(1, targets.size());
        assertEquals("10.0.0.1:9100", targets.get(0).get("__address__"));
        assertEquals("", targets.get(0).get("__meta_ecs_public_ip"));
    }

    @Test
    void noClusters() throws Exception {
        answers.put("ListClusters", "{\"clusterArns\": []}");
        assertEquals(List.of(), targets());
    }
}
