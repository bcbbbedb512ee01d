package io.gnomon.discovery.containers.internal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.Asking;
import io.gnomon.platform.testkit.discovery.DiscoveryContractTest;
import io.gnomon.platform.testkit.discovery.PeerSections;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

class KubernetesTest extends DiscoveryContractTest<Kubernetes.Settings> {
    private static final Asking ASK = new Asking(new RecordBinder());
    private static final String PODS = "/api/v1/pods";
    private static final String SERVICES = "/api/v1/services";
    private static final String POD =
            """
            "spec": {"nodeName": "node1", "volumes": [{"name": "big"}],
              "containers": [
                {"name": "c0", "image": "c0:latest", "env": [{"name": "X"}], "ports": [
                  {"name": "p0", "containerPort": 9000, "protocol": "TCP"},
                  {"name": "p1", "containerPort": 9001, "protocol": "UDP"}]},
                {"name": "c1", "image": "c1:latest"}],
              "initContainers": [{"name": "i", "image": "i:1"}]},
            "status": {"podIP": "1.2.3.4", "hostIP": "2.3.4.5", "phase": "Running",
              "conditions": [{"type": "Ready", "status": "True"}],
              "containerStatuses": [{"name": "c0", "containerID": "docker://a1"}],
              "initContainerStatuses": [{"name": "i", "containerID": "docker://b2"}]}
            """;
    private static final String POD_METADATA =
            """
            "uid": "abc123", "labels": {"app.kubernetes.io/name": "web", "empty": ""},
            "annotations": {"prometheus.io/scrape": "true"},
            "managedFields": [{"manager": "kubectl"}],
            "ownerReferences": [{"kind": "X", "name": "no"},
              {"kind": "ReplicaSet", "name": "web-5f6", "controller": true}]
            """;
    private static final String NODE =
            """
            "spec": {"providerID": "aws:///az/i-1"},
            "status": {"addresses": [{"type": "Hostname", "address": "host1"},
              {"type": "InternalIP", "address": "10.0.0.1"},
              {"type": "InternalIP", "address": "10.0.0.2"}],
              "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}}}
            """;
    private static final String ENDPOINTS =
            """
            "subsets": [{
              "addresses": [{"ip": "1.2.3.4", "nodeName": "node1", "hostname": "h1",
                "targetRef": {"kind": "Pod", "namespace": "default", "name": "pod0"}}],
              "notReadyAddresses": [{"ip": "4.3.2.1"}],
              "ports": [{"name": "testport", "port": 9000, "protocol": "TCP"}]}]
            """;

    private final ClusterStub cluster = new ClusterStub();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Override
    protected DiscoveryFactory<Kubernetes.Settings> factory() {
        return new Kubernetes(new PlainHttpClients());
    }

    private String section(String role, String more) {
        return "{api_server: '%s/', role: %s%s}".formatted(cluster.url(), role, more);
    }

    @Override
    protected Kubernetes.Settings settings() throws Exception {
        cluster.put("/api/v1/endpoints", "default", "web", "", ENDPOINTS);
        return ASK.settings(factory(), section("endpoints", ""));
    }

    @Override
    protected void change() throws Exception {
        cluster.put(SERVICES, "default", "web", "\"labels\": {\"a\": \"b\"}", "");
    }

    @Override
    protected void breakIt() throws Exception {
        cluster.breakIt();
    }

    @TestFactory
    Stream<DynamicTest> sectionsOfThePeersFiles() throws Exception {
        return PeerSections.of(
                new RecordBinder(),
                new Kubernetes(new PlainHttpClients()),
                Map.of(
                        "kubernetes_namespace_discovery.bad.yml", "unknown key \"foo\"",
                        "kubernetes_role.bad.yml", "unknown Kubernetes SD role \"vacation\""));
    }

    private List<TargetGroup> found(String role, String more) throws Exception {
        return ASK.once(factory(), section(role, more));
    }

    /** The labels of the pod itself. */
    private static String[] podLabels() {
        return new String[] {
            "__meta_kubernetes_pod_annotation_prometheus_io_scrape", "true",
            "__meta_kubernetes_pod_annotationpresent_prometheus_io_scrape", "true",
            "__meta_kubernetes_pod_controller_kind", "ReplicaSet",
            "__meta_kubernetes_pod_controller_name", "web-5f6",
            "__meta_kubernetes_pod_host_ip", "2.3.4.5",
            "__meta_kubernetes_pod_ip", "1.2.3.4",
            "__meta_kubernetes_pod_label_app_kubernetes_io_name", "web",
            "__meta_kubernetes_pod_labelpresent_app_kubernetes_io_name", "true",
            "__meta_kubernetes_pod_labelpresent_empty", "true",
            "__meta_kubernetes_pod_name", "pod0",
            "__meta_kubernetes_pod_node_name", "node1",
            "__meta_kubernetes_pod_phase", "Running",
            "__meta_kubernetes_pod_ready", "true",
            "__meta_kubernetes_pod_uid", "abc123"
        };
    }

    private static Labels with(String[] some, String... more) {
        return Labels.of(Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void pods() throws Exception {
        cluster.put(PODS, "default", "pod0", POD_METADATA, POD);
        cluster.put(PODS, "default", "starting", "", "\"status\": {\"phase\": \"Pending\"}");
        assertEquals(
                List.of(
                        new TargetGroup(
                                "pod/default/pod0",
                                List.of(
                                        container("1.2.3.4:9000", "c0", "docker://a1", "p0", "TCP"),
                                        container("1.2.3.4:9001", "c0", "docker://a1", "p1", "UDP"),
                                        Labels.of(
                                                "__address__", "1.2.3.4",
                                                "__meta_kubernetes_pod_container_image",
                                                        "c1:latest",
                                                "__meta_kubernetes_pod_container_init", "false",
                                                "__meta_kubernetes_pod_container_name", "c1"),
                                        Labels.of(
                                                "__address__", "1.2.3.4",
                                                "__meta_kubernetes_pod_container_id", "docker://b2",
                                                "__meta_kubernetes_pod_container_image", "i:1",
                                                "__meta_kubernetes_pod_container_init", "true",
                                                "__meta_kubernetes_pod_container_name", "i")),
                                with(podLabels(), "__meta_kubernetes_namespace", "default"))),
                found("pod", ""));
    }

    private static Labels container(
            String address, String name, String id, String port, String protocol) {
        Labels.Builder labels = Labels.builder();
        labels.set("__address__", address)
                .set("__meta_kubernetes_pod_container_image", name + ":latest")
                .set("__meta_kubernetes_pod_container_init", "false")
                .set("__meta_kubernetes_pod_container_name", name)
                .set("__meta_kubernetes_pod_container_port_name", port)
                .set("__meta_kubernetes_pod_container_port_number", address.replaceAll(".*:", ""))
                .set("__meta_kubernetes_pod_container_port_protocol", protocol)
                .set("__meta_kubernetes_pod_container_id", id);
        return labels.build();
    }

    @Test
    void podsAreToldOfWhatIsAroundThem() throws Exception {
        cluster.put(PODS, "default", "pod0", POD_METADATA, POD);
        cluster.put(
                PODS,
                "default",
                "pod1",
                "\"ownerReferences\": [{\"kind\": \"Job\", \"name\": \"j\", \"controller\": true}]",
                POD.replace("node1", "node2"));
        cluster.put("/api/v1/nodes", "", "node1", "\"labels\": {\"zone\": \"z\"}", NODE);
        cluster.put("/api/v1/namespaces", "", "default", "\"labels\": {\"team\": \"t\"}", "");
        cluster.put(
                "/apis/apps/v1/replicasets",
                "default",
                "web-5f6",
                "\"ownerReferences\": [{\"kind\": \"Deployment\", \"name\": \"web\","
                        + " \"controller\": true}]",
                "");
        cluster.put(
                "/apis/batch/v1/jobs",
                "default",
                "j",
                "\"ownerReferences\": [{\"kind\": \"CronJob\", \"name\": \"c\", \"controller\":"
                        + " true}]",
                "");
        List<TargetGroup> groups =
                found(
                        "pod",
                        ", attach_metadata: {node: true, namespace: true, deployment: true,"
                                + " cronjob: true, job: true}");
        Labels first = groups.get(0).labels();
        assertEquals("z", first.get("__meta_kubernetes_node_label_zone"));
        assertEquals("true", first.get("__meta_kubernetes_node_labelpresent_zone"));
        assertEquals("node1", first.get("__meta_kubernetes_node_name"));
        assertEquals("t", first.get("__meta_kubernetes_namespace_label_team"));
        assertEquals("web", first.get("__meta_kubernetes_pod_deployment_name"));
        Labels second = groups.get(1).labels();
        assertEquals("j", second.get("__meta_kubernetes_pod_job_name"));
        assertEquals("c", second.get("__meta_kubernetes_pod_cronjob_name"));
        assertEquals("", second.get("__meta_kubernetes_node_name"));
        assertEquals(
                List.of("pod/default/pod0"),
                found("pod", ", selectors: [{role: node, label: 'a=b'}]").stream()
                        .map(TargetGroup::source)
                        .toList());
        assertTrue(
                cluster.asked().contains("/api/v1/nodes?limit=500&labelSelector=a%3Db"),
                cluster.asked()::toString);
    }

    @Test
    void nodes() throws Exception {
        cluster.put("/api/v1/nodes", "", "node1", "\"labels\": {\"zone\": \"z\"}", NODE);
        cluster.put("/api/v1/nodes", "", "nowhere", "", "");
        assertEquals(
                List.of(
                        new TargetGroup(
                                "node/node1",
                                List.of(
                                        Labels.of(
                                                "__address__", "10.0.0.1:10250",
                                                "__meta_kubernetes_node_address_Hostname", "host1",
                                                "__meta_kubernetes_node_address_InternalIP",
                                                        "10.0.0.1",
                                                "instance", "node1")),
                                Labels.of(
                                        "__meta_kubernetes_node_label_zone", "z",
                                        "__meta_kubernetes_node_labelpresent_zone", "true",
                                        "__meta_kubernetes_node_name", "node1",
                                        "__meta_kubernetes_node_provider_id", "aws:///az/i-1"))),
                found("node", ""));
    }

    @Test
    void services() throws Exception {
        cluster.put(
                SERVICES,
                "default",
                "web",
                "\"annotations\": {\"a/b\": \"c\"}",
                """
                "spec": {"type": "LoadBalancer", "clusterIP": "10.0.0.9", "loadBalancerIP": "7.7.7.7",
                  "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]}
                """);
        cluster.put(
                SERVICES,
                "default",
                "zext",
                "",
                """
                "spec": {"type": "ExternalName", "externalName": "x.example.org",
                  "ports": [{"port": 81, "protocol": "TCP"}]}
                """);
        List<TargetGroup> groups = found("service", "");
        assertEquals(
                new TargetGroup(
                        "service/default/web",
                        List.of(
                                Labels.of(
                                        "__address__", "web.default.svc:80",
                                        "__meta_kubernetes_service_cluster_ip", "10.0.0.9",
                                        "__meta_kubernetes_service_loadbalancer_ip", "7.7.7.7",
                                        "__meta_kubernetes_service_port_name", "http",
                                        "__meta_kubernetes_service_port_number", "80",
                                        "__meta_kubernetes_service_port_protocol", "TCP",
                                        "__meta_kubernetes_service_type", "LoadBalancer")),
                        Labels.of(
                                "__meta_kubernetes_namespace", "default",
                                "__meta_kubernetes_service_annotation_a_b", "c",
                                "__meta_kubernetes_service_annotationpresent_a_b", "true",
                                "__meta_kubernetes_service_name", "web")),
                groups.get(0));
        assertEquals(
                "x.example.org",
                groups.get(1).targets().get(0).get("__meta_kubernetes_service_external_name"));
    }

    @Test
    void ingresses() throws Exception {
        cluster.put(
                "/apis/networking.k8s.io/v1/ingresses",
                "default",
                "in",
                "",
                """
                "spec": {"ingressClassName": "nginx", "tls": [{"hosts": ["*.example.com"]}], "rules": [
                  {"host": "a.example.com", "http": {"paths": [{"path": "/"}, {"path": "/foo"}, {}]}},
                  {"host": "a.b.example.com"}]}
                """);
        TargetGroup group = found("ingress", "").get(0);
        assertEquals(
                List.of(
                        ingress("https", "a.example.com", "/"),
                        ingress("https", "a.example.com", "/foo"),
                        ingress("https", "a.example.com", "/"),
                        ingress("http", "a.b.example.com", "/")),
                group.targets());
        assertEquals(
                Labels.of(
                        "__meta_kubernetes_ingress_class_name", "nginx",
                        "__meta_kubernetes_ingress_name", "in",
                        "__meta_kubernetes_namespace", "default"),
                group.labels());
    }

    private static Labels ingress(String scheme, String host, String path) {
        return Labels.of(
                "__address__", host,
                "__meta_kubernetes_ingress_host", host,
                "__meta_kubernetes_ingress_path", path,
                "__meta_kubernetes_ingress_scheme", scheme);
    }

    @Test
    void endpointsAreToldOfTheirPodsAndService() throws Exception {
        cluster.put(PODS, "default", "pod0", POD_METADATA, POD);
        cluster.put(SERVICES, "default", "web", "\"labels\": {\"a\": \"b\"}", "");
        cluster.put("/api/v1/endpoints", "default", "web", "", ENDPOINTS);
        assertEquals(
                List.of(
                        new TargetGroup(
                                "endpoints/default/web",
                                List.of(
                                        with(
                                                podLabels(),
                                                "__address__",
                                                "1.2.3.4:9000",
                                                "__meta_kubernetes_endpoint_address_target_kind",
                                                "Pod",
                                                "__meta_kubernetes_endpoint_address_target_name",
                                                "pod0",
                                                "__meta_kubernetes_endpoint_hostname",
                                                "h1",
                                                "__meta_kubernetes_endpoint_node_name",
                                                "node1",
                                                "__meta_kubernetes_endpoint_port_name",
                                                "testport",
                                                "__meta_kubernetes_endpoint_port_protocol",
                                                "TCP",
                                                "__meta_kubernetes_endpoint_ready",
                                                "true",
                                                "__meta_kubernetes_pod_container_image",
                                                "c0:latest",
                                                "__meta_kubernetes_pod_container_init",
                                                "false",
                                                "__meta_kubernetes_pod_container_name",
                                                "c0",
                                                "__meta_kubernetes_pod_container_port_name",
                                                "p0",
                                                "__meta_kubernetes_pod_container_port_number",
                                                "9000",
                                                "__meta_kubernetes_pod_container_port_protocol",
                                                "TCP"),
                                        Labels.of(
                                                "__address__", "4.3.2.1:9000",
                                                "__meta_kubernetes_endpoint_port_name", "testport",
                                                "__meta_kubernetes_endpoint_port_protocol", "TCP",
                                                "__meta_kubernetes_endpoint_ready", "false"),
                                        with(
                                                podLabels(),
                                                "__address__",
                                                "1.2.3.4:9001",
                                                "__meta_kubernetes_pod_container_image",
                                                "c0:latest",
                                                "__meta_kubernetes_pod_container_init",
                                                "false",
                                                "__meta_kubernetes_pod_container_name",
                                                "c0",
                                                "__meta_kubernetes_pod_container_port_name",
                                                "p1",
                                                "__meta_kubernetes_pod_container_port_number",
                                                "9001",
                                                "__meta_kubernetes_pod_container_port_protocol",
                                                "UDP")),
                                Labels.of(
                                        "__meta_kubernetes_endpoints_name", "web",
                                        "__meta_kubernetes_namespace", "default",
                                        "__meta_kubernetes_service_label_a", "b",
                                        "__meta_kubernetes_service_labelpresent_a", "true",
                                        "__meta_kubernetes_service_name", "web"))),
                found("endpoints", ""));
    }

    @Test
    void endpointSlices() throws Exception {
        cluster.put(SERVICES, "default", "web", "", "");
        cluster.put("/api/v1/nodes", "", "node1", "\"labels\": {\"zone\": \"z\"}", NODE);
        cluster.put(
                "/apis/discovery.k8s.io/v1/endpointslices",
                "default",
                "web-abc",
                "\"labels\": {\"kubernetes.io/service-name\": \"web\"}",
                """
                "addressType": "IPv6", "ports": [
                  {"name": "p", "port": 9000, "protocol": "TCP", "appProtocol": "http"}],
                "endpoints": [{"addresses": ["fd00::1"], "hostname": "h", "nodeName": "node1",
                  "zone": "us-1a", "conditions": {"ready": true, "serving": true, "terminating": false},
                  "targetRef": {"kind": "Node", "name": "node1"},
                  "deprecatedTopology": {"topology": "value"}}]
                """);
        TargetGroup group = found("endpointslice", ", attach_metadata: {node: true}").get(0);
        assertEquals("endpointslice/default/web-abc", group.source());
        assertEquals(
                Labels.of(
                        "__meta_kubernetes_endpointslice_address_type", "IPv6",
                        "__meta_kubernetes_endpointslice_label_kubernetes_io_service_name", "web",
                        "__meta_kubernetes_endpointslice_labelpresent_kubernetes_io_service_name",
                                "true",
                        "__meta_kubernetes_endpointslice_name", "web-abc",
                        "__meta_kubernetes_namespace", "default",
                        "__meta_kubernetes_service_name", "web"),
                group.labels());
        String endpoint = "__meta_kubernetes_endpointslice_endpoint_";
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__",
                                "[fd00::1]:9000",
                                endpoint + "conditions_ready",
                                "true",
                                endpoint + "conditions_serving",
                                "true",
                                endpoint + "conditions_terminating",
                                "false",
                                endpoint + "hostname",
                                "h",
                                endpoint + "node_name",
                                "node1",
                                endpoint + "topology_present_topology",
                                "true",
                                endpoint + "topology_topology",
                                "value",
                                endpoint + "zone",
                                "us-1a",
                                "__meta_kubernetes_endpointslice_address_target_kind",
                                "Node",
                                "__meta_kubernetes_endpointslice_address_target_name",
                                "node1",
                                "__meta_kubernetes_endpointslice_port",
                                "9000",
                                "__meta_kubernetes_endpointslice_port_app_protocol",
                                "http",
                                "__meta_kubernetes_endpointslice_port_name",
                                "p",
                                "__meta_kubernetes_endpointslice_port_protocol",
                                "TCP",
                                "__meta_kubernetes_node_label_zone",
                                "z",
                                "__meta_kubernetes_node_labelpresent_zone",
                                "true",
                                "__meta_kubernetes_node_name",
                                "node1")),
                group.targets());
    }

    /** Asks until what is found is as it should be. */
    private static void await(Discovery discovery, Predicate<List<String>> condition)
            throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<String> sources;
        do {
            sources = discovery.refresh().groups().stream().map(TargetGroup::source).toList();
            if (condition.test(sources)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        } while (System.nanoTime() < deadline);
        throw new AssertionError("still " + sources);
    }

    @Test
    void objectsComeChangeAndGoAndVersionsAreForgotten() throws Exception {
        for (int i = 0; i < 5; i++) {
            cluster.put(PODS, "default", "pod" + i, "", POD);
        }
        try (Discovery discovery = factory().create(ASK.settings(factory(), section("pod", "")))) {
            await(discovery, sources -> sources.size() == 5);
            cluster.awaitWatches(1);
            cluster.put(PODS, "other", "pod", "", POD);
            await(discovery, sources -> sources.contains("pod/other/pod"));
            cluster.delete(PODS, "default", "pod0");
            await(discovery, sources -> !sources.contains("pod/default/pod0"));
            cluster.put(PODS, "default", "pod1", "", "");
            await(discovery, sources -> !sources.contains("pod/default/pod1"));
            cluster.delete(PODS, "default", "pod2");
            cluster.forget();
            cluster.put(PODS, "default", "last", "", POD);
            await(
                    discovery,
                    sources ->
                            sources.equals(
                                    List.of(
                                            "pod/default/last",
                                            "pod/default/pod3",
                                            "pod/default/pod4",
                                            "pod/other/pod")));
        }
    }

    @Test
    void namespacesAndSelectorsAreAskedFor() throws Exception {
        assertEquals(
                List.of(),
                found(
                        "pod",
                        ", namespaces: {names: [a, b]}, selectors: [{role: pod, label: 'x in"
                                + " (1,2)', field: 'status.phase=Running'}]"));
        for (String namespace : List.of("a", "b")) {
            assertTrue(
                    cluster.asked()
                            .contains(
                                    "/api/v1/namespaces/"
                                            + namespace
                                            + "/pods?limit=500&labelSelector=x%20in%20%281%2C2%29"
                                            + "&fieldSelector=status.phase%3DRunning"),
                    cluster.asked()::toString);
        }
    }

    @Test
    void whatTheClusterSaysIsSaid() {
        cluster.breakIt();
        Exception e = assertThrows(IOException.class, () -> found("pod", ""));
        assertEquals(
                cluster.url() + "/api/v1/pods answers 500: etcd has no leader", e.getMessage());
    }

    @Test
    void aKubeconfigSaysWhereAndWho(@TempDir Path folder) throws Exception {
        cluster.put(PODS, "default", "pod0", "", POD);
        Path file = folder.resolve("config");
        String text =
                """
                apiVersion: v1
                current-context: here
                contexts:
                - {name: there, context: {cluster: no, user: no}}
                - {name: here, context: {cluster: c, user: u}}
                clusters:
                - {name: c, cluster: {server: '%s', certificate-authority-data: YWJj}}
                users:
                - {name: u, user: {token: t0k3n}}
                """
                        .formatted(cluster.url());
        Files.writeString(file, text);
        assertEquals(
                1,
                ASK.once(factory(), "{role: pod, kubeconfig_file: '%s'}".formatted(file)).size());
        Kubeconfig read = Kubeconfig.read(file);
        assertEquals("abc", requireNonNull(read.http().tlsConfig()).ca());
        assertEquals(
                "t0k3n",
                requireNonNull(requireNonNull(read.http().authorization()).credentials()).reveal());
        Files.writeString(file, text.replace("token: t0k3n", "exec: {command: aws}"));
        Exception e = assertThrows(IOException.class, () -> Kubeconfig.read(file));
        assertEquals(file + ": credentials by exec are not supported; use a token", e.getMessage());
        Files.writeString(file, text.replace("cluster: c,", "cluster: d,"));
        e = assertThrows(IOException.class, () -> Kubeconfig.read(file));
        assertEquals(file + ": there is no entry \"d\" in clusters", e.getMessage());
    }
}
