package io.gnomon.discovery.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registries are stubs with answers after their documentation. */
class PolledRegistriesTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Map<String, String> answers = new HashMap<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    /** The answer to a path, or to the method name in a body. */
    private Answer answer(Asked asked) {
        for (Map.Entry<String, String> entry : answers.entrySet()) {
            if (asked.uri().getPath().equals(entry.getKey())
                    || asked.body().contains(">" + entry.getKey() + "<")) {
                return Answer.json(200, entry.getValue());
            }
        }
        return Answer.text(404, "no such thing");
    }

    private <S extends Record> List<TargetGroup> found(DiscoveryFactory<S> factory, String section)
            throws Exception {
        return Registries.ASK.once(factory, section.formatted(server.uri("")));
    }

    @Test
    void nomad() throws Exception {
        answers.put(
                "/v1/services",
                """
                [{"Namespace": "default", "Services": [{"ServiceName": "hello world", "Tags": []}]}]
                """);
        answers.put(
                "/v1/service/hello world",
                """
                [{"Address": "127.0.0.1", "AllocID": "a", "Datacenter": "dc1", "ID": "_nomad-1",
                  "JobID": "example", "Namespace": "default", "NodeID": "n1", "Port": 30456,
                  "ServiceName": "hello world", "Tags": ["metrics", "x"]}]
                """);
        assertEquals(
                List.of(
                        new TargetGroup(
                                "Nomad",
                                List.of(
                                        Labels.of(
                                                "__address__", "127.0.0.1:30456",
                                                "__meta_nomad_address", "127.0.0.1",
                                                "__meta_nomad_dc", "dc1",
                                                "__meta_nomad_namespace", "default",
                                                "__meta_nomad_node_id", "n1",
                                                "__meta_nomad_service", "hello world",
                                                "__meta_nomad_service_address", "127.0.0.1",
                                                "__meta_nomad_service_id", "_nomad-1",
                                                "__meta_nomad_service_port", "30456",
                                                "__meta_nomad_tags", ",metrics,x,")),
                                Labels.EMPTY)),
                found(new Nomad(clients), "{server: '%s'}"));
        assertEquals(
                "/v1/services?namespace=default&region=global&stale",
                server.asked().get(0).uri().toString());
    }

    @Test
    void eureka() throws Exception {
        answers.put(
                "/eureka/apps",
                """
                <applications>
                  <versions__delta>1</versions__delta>
                  <application>
                    <name>CONFIG-SERVICE</name>
                    <instance>
                      <instanceId>config-service001.test.com:config-service:8080</instanceId>
                      <hostName>config-service001.test.com</hostName>
                      <app>CONFIG-SERVICE</app>
                      <ipAddr>192.133.87.237</ipAddr>
                      <status>UP</status>
                      <port enabled="true">8080</port>
                      <securePort enabled="false">8443</securePort>
                      <countryId>1</countryId>
                      <dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo">
                        <name>MyOwn</name>
                        <metadata><instance-id>i-1</instance-id></metadata>
                      </dataCenterInfo>
                      <metadata><management.port>8090</management.port></metadata>
                      <homePageUrl>http://config-service001.test.com:8080/</homePageUrl>
                      <vipAddress>config</vipAddress>
                    </instance>
                    <instance><hostName>h2</hostName><instanceId>two</instanceId></instance>
                  </application>
                </applications>
                """);
        List<TargetGroup> groups = found(new Eureka(clients), "{server: '%s/eureka'}");
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "config-service001.test.com:8080",
                                "instance", "config-service001.test.com:config-service:8080",
                                "__meta_eureka_app_name", "CONFIG-SERVICE",
                                "__meta_eureka_app_instance_country_id", "1",
                                "__meta_eureka_app_instance_datacenterinfo_name", "MyOwn",
                                "__meta_eureka_app_instance_datacenterinfo_metadata_instance_id",
                                        "i-1",
                                "__meta_eureka_app_instance_homepage_url",
                                        "http://config-service001.test.com:8080/",
                                "__meta_eureka_app_instance_hostname", "config-service001.test.com",
                                "__meta_eureka_app_instance_id",
                                        "config-service001.test.com:config-service:8080",
                                "__meta_eureka_app_instance_ip_addr", "192.133.87.237",
                                "__meta_eureka_app_instance_metadata_management_port", "8090",
                                "__meta_eureka_app_instance_port", "8080",
                                "__meta_eureka_app_instance_port_enabled", "true",
                                "__meta_eureka_app_instance_secure_port", "8443",
                                "__meta_eureka_app_instance_secure_port_enabled", "false",
                                "__meta_eureka_app_instance_status", "UP",
                                "__meta_eureka_app_instance_vip_address", "config"),
                        Labels.of(
                                "__address__", "h2:80",
                                "instance", "two",
                                "__meta_eureka_app_name", "CONFIG-SERVICE",
                                "__meta_eureka_app_instance_hostname", "h2",
                                "__meta_eureka_app_instance_id", "two")),
                groups.get(0).targets());
    }

    @Test
    void entitiesInXmlAreRefused() {
        answers.put(
                "/apps",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><applications>&x;"
                        + "</applications>");
        assertThrows(IOException.class, () -> found(new Eureka(clients), "{server: '%s'}"));
    }

    @Test
    void marathon() throws Exception {
        answers.put(
                "/v2/apps/",
                """
                {"apps": [
                  {"id": "/mapped", "labels": {"a.b": "c"},
                   "container": {"docker": {"image": "repo/image:tag"},
                     "portMappings": [{"labels": {"p": "0"}, "hostPort": 0, "containerPort": 90},
                       {"hostPort": 1234}]},
                   "tasks": [{"id": "t1", "host": "h1", "ports": [31000, 31001],
                     "ipAddresses": [{"ipAddress": "10.0.0.1"}]}]},
                  {"id": "/own", "networks": [{"mode": "container", "name": "n"}],
                   "container": {"docker": {"portMappings": [{"containerPort": 8080}]}},
                   "tasks": [{"id": "t2", "host": "h2", "ports": [31000, 31001],
                     "ipAddresses": [{"ipAddress": "10.0.0.2"}]}]},
                  {"id": "/defined", "requirePorts": true,
                   "portDefinitions": [{"labels": {"x": "y"}, "port": 31005}],
                   "tasks": [{"id": "t3", "host": "h3", "ports": [31006]}]},
                  {"id": "/plain", "tasks": [{"id": "t4", "host": "h4", "ports": [1, 2]}]}]}
                """);
        List<TargetGroup> groups =
                found(new Marathon(clients), "{servers: ['%s'], auth_token: t0k3n}");
        assertEquals(
                List.of(
                        new TargetGroup(
                                "/defined",
                                List.of(
                                        Labels.of(
                                                "__address__", "h3:31005",
                                                "__meta_marathon_port_definition_label_x", "y",
                                                "__meta_marathon_port_index", "0",
                                                "__meta_marathon_task", "t3")),
                                Labels.of("__meta_marathon_app", "/defined")),
                        new TargetGroup(
                                "/mapped",
                                List.of(
                                        Labels.of(
                                                "__address__", "h1:31000",
                                                "__meta_marathon_port_index", "0",
                                                "__meta_marathon_port_mapping_label_p", "0",
                                                "__meta_marathon_task", "t1"),
                                        Labels.of(
                                                "__address__", "h1:1234",
                                                "__meta_marathon_port_index", "1",
                                                "__meta_marathon_task", "t1")),
                                Labels.of(
                                        "__meta_marathon_app", "/mapped",
                                        "__meta_marathon_app_label_a_b", "c",
                                        "__meta_marathon_image", "repo/image:tag")),
                        new TargetGroup(
                                "/own",
                                List.of(
                                        Labels.of(
                                                "__address__", "10.0.0.2:8080",
                                                "__meta_marathon_port_index", "0",
                                                "__meta_marathon_task", "t2")),
                                Labels.of("__meta_marathon_app", "/own")),
                        new TargetGroup(
                                "/plain",
                                List.of(
                                        Labels.of(
                                                "__address__", "h4:1",
                                                "__meta_marathon_port_index", "0",
                                                "__meta_marathon_task", "t4"),
                                        Labels.of(
                                                "__address__", "h4:2",
                                                "__meta_marathon_port_index", "1",
                                                "__meta_marathon_task", "t4")),
                                Labels.of("__meta_marathon_app", "/plain"))),
                groups);
        assertEquals("token=t0k3n", server.asked().get(0).headers().get("Authorization"));
        assertEquals("embed=apps.tasks", server.asked().get(0).uri().getQuery());
    }

    /** The answer of Prometheus's own test of this discovery. */
    @Test
    void puppetdb() throws Exception {
        answers.put(
                "/pdb/query/v4",
                Files.readString(PeerData.folder("discovery/puppetdb/vhosts.json")));
        List<TargetGroup> groups =
                found(
                        new Puppetdb(clients),
                        "{url: '%s/', query: 'vhosts', include_parameters: true, port: 9100}");
        assertEquals("{\"query\": \"vhosts\"}", server.asked().get(0).body());
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "edinburgh.example.com:9100",
                                "__meta_puppetdb_certname", "edinburgh.example.com",
                                "__meta_puppetdb_environment", "prod",
                                "__meta_puppetdb_exported", "false",
                                "__meta_puppetdb_file",
                                        "/etc/puppetlabs/code/environments/prod/modules/upstream"
                                                + "/apache/manifests/init.pp",
                                "__meta_puppetdb_parameter_access_log", "true",
                                "__meta_puppetdb_parameter_access_log_file", "ssl_access_log",
                                "__meta_puppetdb_parameter_buckets", "0,2,5",
                                "__meta_puppetdb_parameter_coordinates",
                                        "60.13464726551357,-2.0513768021728893",
                                "__meta_puppetdb_parameter_docroot", "/var/www/html",
                                "__meta_puppetdb_parameter_ensure", "absent",
                                "__meta_puppetdb_parameter_labels_alias", "edinburgh",
                                "__meta_puppetdb_parameter_options",
                                        "Indexes,FollowSymLinks,MultiViews",
                                "__meta_puppetdb_parameter_pi", "3.141592653589793",
                                "__meta_puppetdb_parameter_port", "22",
                                "__meta_puppetdb_query", "vhosts",
                                "__meta_puppetdb_resource",
                                        "49af83866dc5a1518968b68e58a25319107afe11",
                                "__meta_puppetdb_tags",
                                        ",roles::hypervisor,apache,apache::vhost,class,default-ssl,"
                                                + "profile_hypervisor,vhost,profile_apache,"
                                                + "hypervisor,__node_regexp__edinburgh,roles,node,",
                                "__meta_puppetdb_title", "default-ssl",
                                "__meta_puppetdb_type", "Apache::Vhost")),
                groups.get(0).targets());
    }

    @Test
    void uyuni() throws Exception {
        answers.put(
                "auth.login",
                "<methodResponse><params><param><value>"
                        + "tok</value></param></params></methodResponse>");
        answers.put(
                "system.listSystemGroupsForSystemsWithEntitlement",
                list(
                        "<struct>"
                                + member("id", "<i4>10001</i4>")
                                + member(
                                        "system_groups",
                                        "<array><data><value><struct>"
                                                + member("name", "<string>g 1</string>")
                                                + "</struct></value><value><struct>"
                                                + member("name", "<string>g2</string>")
                                                + "</struct></value></data></array>")
                                + "</struct>"));
        answers.put(
                "system.monitoring.listEndpoints",
                list(
                        "<struct>"
                                + member("system_id", "<i4>10001</i4>")
                                + member("endpoint_name", "Node Exporter")
                                + member("exporter_name", "node_exporter")
                                + member("module", "mod")
                                + member("path", "/metrics")
                                + member("port", "<i4>9100</i4>")
                                + member("tls_enabled", "<boolean>1</boolean>")
                                + "</struct>"));
        answers.put(
                "system.getNetworkForSystems",
                list(
                        "<struct>"
                                + member("system_id", "<i4>10001</i4>")
                                + member("hostname", "client1")
                                + member("primary_fqdn", "client1.example.org")
                                + "</struct>"));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "client1:9100",
                                "__meta_uyuni_endpoint_name", "Node Exporter",
                                "__meta_uyuni_exporter", "node_exporter",
                                "__meta_uyuni_groups", "g 1,g2",
                                "__meta_uyuni_metrics_path", "/metrics",
                                "__meta_uyuni_minion_hostname", "client1",
                                "__meta_uyuni_primary_fqdn", "client1.example.org",
                                "__meta_uyuni_proxy_module", "mod",
                                "__meta_uyuni_scheme", "https",
                                "__meta_uyuni_system_id", "10001")),
                found(new Uyuni(clients), "{server: '%s', username: 'a<b', password: p}")
                        .get(0)
                        .targets());
        assertTrue(server.asked().get(0).body().contains("<string>a&lt;b</string>"));
    }

    private static String member(String name, String value) {
        return "<member><name>" + name + "</name><value>" + value + "</value></member>";
    }

    private static String list(String item) {
        return "<?xml version=\"1.0\"?><methodResponse><params><param><value><array><data><value>"
                + item
                + "</value></data></array></value></param></params></methodResponse>";
    }

    @Test
    void kuma() throws Exception {
        answers.put(
                "/v3/discovery:monitoringassignments",
                """
                {"versionInfo": "v1", "nonce": "n1",
                 "typeUrl": "type.googleapis.com/kuma.observability.v1.MonitoringAssignment",
                 "resources": [
                  {"@type": "type.googleapis.com/kuma.observability.v1.MonitoringAssignment",
                   "mesh": "metrics", "service": "prometheus",
                   "labels": {"commit-hash": "620506a88", "team": "infra"},
                   "targets": [{"name": "prometheus-01", "scheme": "http",
                     "address": "10.1.4.32:9090", "metricsPath": "/custom-metrics",
                     "labels": {"node": "a", "team": "other"}}]}]}
                """);
        Kuma factory = new Kuma(clients);
        String url = server.uri("").toString();
        String section = "{server: '" + url + "', client_id: \"a 'b\", fetch_timeout: 1m}";
        try (Discovery discovery = factory.create(Registries.ASK.settings(factory, section))) {
            assertEquals(
                    List.of(
                            Labels.of(
                                    "__address__", "10.1.4.32:9090",
                                    "__metrics_path__", "/custom-metrics",
                                    "__scheme__", "http",
                                    "instance", "prometheus-01",
                                    "__meta_kuma_dataplane", "prometheus-01",
                                    "__meta_kuma_label_commit_hash", "620506a88",
                                    "__meta_kuma_label_node", "a",
                                    "__meta_kuma_label_team", "infra",
                                    "__meta_kuma_mesh", "metrics",
                                    "__meta_kuma_service", "prometheus")),
                    discovery.refresh().groups().get(0).targets());
        }
        Asked asked = server.asked().get(0);
        assertEquals("fetch-timeout=1m", asked.uri().getQuery());
        assertEquals(
                "{\"version_info\": \"\", \"node\": {\"id\": \"a 'b\"}, \"type_url\":"
                        + " \"type.googleapis.com/kuma.observability.v1.MonitoringAssignment\","
                        + " \"response_nonce\": \"\"}",
                new String(asked.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
