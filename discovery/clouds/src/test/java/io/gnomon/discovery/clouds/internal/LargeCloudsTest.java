package io.gnomon.discovery.clouds.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Clouds that want a login first; answers after their documentation. */
class LargeCloudsTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private boolean asked(String urlOrBody) {
        return cloud.asked().stream()
                .anyMatch(asked ->
                        asked.uri().toString().equals(urlOrBody)
                                || asked.body().contains(urlOrBody));
    }

    private static final String VM =
            """
            {"id": "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/%s", "name": "vm",
             "location": "westeurope", "tags": {"a b": "c"}, "properties": {
               "hardwareProfile": {"vmSize": "Standard_B1s"}, "osProfile": {"computerName": "host"},
               "storageProfile": {"osDisk": {"osType": "Linux"}},
               "networkProfile": {"networkInterfaces": [{"id": "/nic/%s"}]}}}
            """;

    @Test
    void azure() throws Exception {
        String compute = "/subscriptions/S/providers/Microsoft.Compute/";
        String version = "?api-version=2024-03-01";
        cloud.put(
                compute + "virtualMachines" + version,
                "{\"value\": [%s], \"nextLink\": \"%s/more\"}"
                        .formatted(VM.formatted("virtualMachines/vm", "one"), cloud.url()));
        cloud.put(
                "/more",
                "{\"value\": [%s, %s]}"
                        .formatted(
                                VM.formatted("virtualMachines/off", "off"),
                                VM.formatted("virtualMachines/gone", "gone")));
        cloud.put(
                compute + "virtualMachineScaleSets" + version,
                "{\"value\": [{\"id\": \"/set\", \"name\": \"myset\"}]}");
        cloud.put(
                "/set/virtualMachines" + version,
                "{\"value\": [" + VM.formatted("virtualMachineScaleSets/0", "two") + "]}");
        String expand = "?$expand=IPConfigurations/PublicIPAddress&api-version=";
        String card =
                """
                {"properties": {"primary": true, "ipConfigurations": [{"properties": {
                  "privateIPAddress": "10.0.0.%d",
                  "publicIPAddress": {"properties": {"ipAddress": "20.0.0.1"}}}}]}}
                """;
        cloud.put("/nic/one" + expand + "2023-11-01", card.formatted(1));
        cloud.put("/nic/off" + expand + "2023-11-01", "{\"properties\": {}}");
        cloud.put("/nic/two" + expand + "2018-10-01", card.formatted(2));
        List<Labels> targets =
                cloud.targets(
                        new Azure(clients, usual -> new AzureCloud(cloud.url(), usual.login())),
                        "{subscription_id: S, tenant_id: T, client_id: C, client_secret: 's e',"
                                + " port: 9100}");
        assertEquals(2, targets.size());
        assertEquals("10.0.0.2:9100", targets.get(1).get("__address__"));
        assertEquals("myset", targets.get(1).get("__meta_azure_machine_scale_set"));
        assertEquals(
                Labels.of(
                        "__address__", "10.0.0.1:9100",
                        "__meta_azure_machine_computer_name", "host",
                        "__meta_azure_machine_id",
                                "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/vm",
                        "__meta_azure_machine_location", "westeurope",
                        "__meta_azure_machine_name", "vm",
                        "__meta_azure_machine_os_type", "Linux",
                        "__meta_azure_machine_private_ip", "10.0.0.1",
                        "__meta_azure_machine_public_ip", "20.0.0.1",
                        "__meta_azure_machine_resource_group", "RG",
                        "__meta_azure_machine_size", "Standard_B1s",
                        "__meta_azure_machine_tag_a_b", "c",
                        "__meta_azure_subscription_id", "S",
                        "__meta_azure_tenant_id", "T"),
                targets.get(0));
        assertEquals(
                new HttpSigning.Azure(
                                "https://login.microsoftonline.com",
                                cloud.url() + "//.default",
                                new HttpSigning.Azure.ClientSecret("T", "C", new Secret("s e")))
                        .toString(),
                cloud.asked().getLast().headers().get("Authorization"));
    }

    @Test
    void azureByTheIdentityOfTheMachine() throws Exception {
        for (String list : List.of("virtualMachines", "virtualMachineScaleSets")) {
            cloud.put(
                    "/subscriptions/S/resourceGroups/G%201/providers/Microsoft.Compute/"
                            + list
                            + "?api-version=2024-03-01",
                    "{\"value\": []}");
        }
        assertEquals(
                List.of(),
                cloud.targets(
                        new Azure(clients, usual -> new AzureCloud(cloud.url(), "")),
                        "{subscription_id: S, resource_group: 'G 1', authentication_method:"
                                + " ManagedIdentity}"));
        assertTrue(
                cloud.asked()
                        .get(0)
                        .headers()
                        .getOrDefault("Authorization", "")
                        .contains("proof=ManagedIdentity[clientId=]"));
    }

    @Test
    void gce() throws Exception {
        String list = "/compute/v1/projects/p/zones/z/instances?maxResults=500&filter=a%3Db";
        cloud.put(
                list,
                """
                {"items": [{"id": "7", "name": "i1", "zone": "zones/z", "status": "RUNNING",
                  "machineType": "n1", "tags": {"items": ["x", "y"]}, "labels": {"l": "m"},
                  "metadata": {"items": [{"key": "k.1", "value": "v"}]},
                  "networkInterfaces": [{"name": "nic0", "network": "default", "subnetwork": "sub",
                    "networkIP": "10.0.0.1", "accessConfigs": [{"type": "ONE_TO_ONE_NAT", "natIP": "34.0.0.1"}]},
                    {"name": "nic1", "networkIP": "10.1.0.1"}]}],
                 "nextPageToken": "n+"}
                """);
        cloud.put(list + "&pageToken=n%2B", "{\"items\": [{\"name\": \"no address\"}]}");
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "10.0.0.1:80",
                                "__meta_gce_instance_id", "7",
                                "__meta_gce_instance_name", "i1",
                                "__meta_gce_instance_status", "RUNNING",
                                "__meta_gce_interface_ipv4_nic0", "10.0.0.1",
                                "__meta_gce_interface_ipv4_nic1", "10.1.0.1",
                                "__meta_gce_label_l", "m",
                                "__meta_gce_machine_type", "n1",
                                "__meta_gce_metadata_k_1", "v",
                                "__meta_gce_network", "default",
                                "__meta_gce_private_ip", "10.0.0.1",
                                "__meta_gce_project", "p",
                                "__meta_gce_public_ip", "34.0.0.1",
                                "__meta_gce_subnetwork", "sub",
                                "__meta_gce_tags", ",x,y,",
                                "__meta_gce_zone", "zones/z")),
                cloud.targets(
                        new Gce(clients, cloud.url()), "{project: p, zone: z, filter: 'a=b'}"));
        assertEquals(
                new HttpSigning.Google("", "https://www.googleapis.com/auth/compute.readonly")
                        .toString(),
                cloud.asked().getLast().headers().get("Authorization"));
    }

    @Test
    void triton() throws Exception {
        String authority = cloud.url().replace("http://", "");
        String section = "{account: a, dns_suffix: t.example, endpoint: 127.0.0.1, port: %s%s}";
        String port = authority.replaceAll(".*:", "");
        cloud.put(
                "/v1/discover?groups=foo%2Cbar",
                """
                {"containers": [{"groups": ["foo", "bar"], "server_uuid": "s1", "vm_alias": "server01",
                  "vm_brand": "lx", "vm_image_uuid": "i1", "vm_uuid": "u1"}]}
                """);
        cloud.put(
                "/v1/gz/discover",
                "{\"cns\": [{\"server_uuid\": \"c1\", \"server_hostname\": \"n1\"}]}");
        Triton factory = new Triton(clients, "http://");
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "u1.t.example:" + port,
                                "__meta_triton_groups", ",foo,bar,",
                                "__meta_triton_machine_alias", "server01",
                                "__meta_triton_machine_brand", "lx",
                                "__meta_triton_machine_id", "u1",
                                "__meta_triton_machine_image", "i1",
                                "__meta_triton_server_id", "s1")),
                cloud.targets(factory, section.formatted(port, ", groups: [foo, bar]")));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "c1.t.example:" + port,
                                "__meta_triton_machine_alias", "n1",
                                "__meta_triton_machine_id", "c1")),
                cloud.targets(factory, section.formatted(port, ", role: cn")));
    }

    private void openStackCloud() {
        String catalog =
                Map.of(
                                "compute",
                                "/nova/v2.1/",
                                "network",
                                "/neutron",
                                "load-balancer",
                                "/octavia/v2.0")
                        .entrySet()
                        .stream()
                        .map(entry ->
                                "{\"type\": \"%s\", \"endpoints\": [{\"interface\": \"admin\", \"region\": \"R\", \"url\": \"http://x\"}, {\"interface\": \"public\", \"region\": \"R\", \"url\": \"%s\"}]}"
                                        .formatted(entry.getKey(), cloud.url() + entry.getValue()))
                        .toList()
                        .toString();
        cloud.put("/v3/auth/tokens", "{\"token\": {\"catalog\": " + catalog + "}}");
    }

    private String openStack(String more) {
        return "{identity_endpoint: '%s', username: u, password: 'p\"', domain_name: d, project_name: pn, region: R, %s}"
                .formatted(cloud.url(), more);
    }

    @Test
    void instancesOfOpenStack() throws Exception {
        openStackCloud();
        cloud.put("/neutron/v2.0/ports", "{\"ports\": [{\"id\": \"p1\", \"device_id\": \"s1\"}]}");
        cloud.put(
                "/neutron/v2.0/floatingips",
                """
                {"floatingips": [{"port_id": "p1", "fixed_ip_address": "10.0.0.32", "floating_ip_address": "10.10.10.2"},
                  {"port_id": null, "floating_ip_address": "9.9.9.9"}]}
                """);
        cloud.put(
                "/nova/v2.1/servers/detail?all_tenants=true",
                """
                {"servers": [{"id": "s1", "name": "herp", "status": "ACTIVE", "tenant_id": "t", "user_id": "u",
                  "flavor": {"original_name": "m1.medium"}, "image": {"id": "im"}, "metadata": {"env": "prod"},
                  "addresses": {"private": [{"addr": "10.0.0.32"}, {"addr": "10.10.10.2"}], "other": []}}],
                 "servers_links": [{"rel": "next", "href": "%s/page2"}]}
                """
                        .formatted(cloud.url()));
        cloud.put(
                "/page2",
                "{\"servers\": [{\"id\": \"s2\", \"flavor\": {\"id\": \"1\"}, \"addresses\":"
                        + " {\"n\": [{\"addr\": \"10.0.0.33\"}]}}]}");
        List<Labels> targets =
                cloud.targets(
                        new OpenStack(clients), openStack("role: instance, all_tenants: true"));
        assertEquals(2, targets.size());
        assertEquals("1", targets.get(1).get("__meta_openstack_instance_flavor"));
        assertEquals(
                Labels.of(
                        "__address__", "10.0.0.32:80",
                        "__meta_openstack_address_pool", "private",
                        "__meta_openstack_instance_flavor", "m1.medium",
                        "__meta_openstack_instance_id", "s1",
                        "__meta_openstack_instance_image", "im",
                        "__meta_openstack_instance_name", "herp",
                        "__meta_openstack_instance_status", "ACTIVE",
                        "__meta_openstack_private_ip", "10.0.0.32",
                        "__meta_openstack_project_id", "t",
                        "__meta_openstack_public_ip", "10.10.10.2",
                        "__meta_openstack_tag_env", "prod",
                        "__meta_openstack_user_id", "u"),
                targets.get(0));
        assertTrue(
                asked(
                        "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\":"
                                + " {\"user\": {\"name\": \"u\", \"domain\": {\"name\": \"d\"},"
                                + " \"password\": \"p\\\"\"}}}, \"scope\": {\"project\": {\"name\":"
                                + " \"pn\", \"domain\": {\"name\": \"d\"}}}}}"),
                () -> cloud.asked().get(0).body());
    }

    @Test
    void hypervisorsAndLoadBalancersOfOpenStack() throws Exception {
        openStackCloud();
        cloud.put(
                "/nova/v2.1/os-hypervisors/detail",
                """
                {"hypervisors": [{"id": "1", "host_ip": "172.16.70.14", "hypervisor_hostname": "nc14",
                  "status": "enabled", "state": "up", "hypervisor_type": "QEMU"}]}
                """);
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "172.16.70.14:80",
                                "__meta_openstack_hypervisor_host_ip", "172.16.70.14",
                                "__meta_openstack_hypervisor_hostname", "nc14",
                                "__meta_openstack_hypervisor_id", "1",
                                "__meta_openstack_hypervisor_state", "up",
                                "__meta_openstack_hypervisor_status", "enabled",
                                "__meta_openstack_hypervisor_type", "QEMU")),
                cloud.targets(new OpenStack(clients), openStack("role: hypervisor")));
        cloud.put(
                "/octavia/v2.0/lbaas/listeners",
                """
                {"listeners": [{"protocol": "PROMETHEUS", "protocol_port": 9273, "loadbalancers": [{"id": "l1"}]},
                  {"protocol": "HTTP", "protocol_port": 80, "loadbalancers": [{"id": "l2"}]}]}
                """);
        cloud.put(
                "/neutron/v2.0/floatingips",
                "{\"floatingips\": [{\"port_id\": \"v1\", \"floating_ip_address\": \"7.7.7.7\"}]}");
        cloud.put(
                "/octavia/v2.0/lbaas/loadbalancers",
                """
                {"loadbalancers": [{"id": "l1", "name": "lb", "operating_status": "ONLINE", "provider": "amphora",
                  "provisioning_status": "ACTIVE", "availability_zone": "az", "vip_address": "10.0.0.5",
                  "vip_port_id": "v1", "project_id": "pr", "tags": ["t1"]}, {"id": "l2"}]}
                """);
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "10.0.0.5:9273",
                                "__meta_openstack_loadbalancer_availability_zone", "az",
                                "__meta_openstack_loadbalancer_floating_ip", "7.7.7.7",
                                "__meta_openstack_loadbalancer_id", "l1",
                                "__meta_openstack_loadbalancer_name", "lb",
                                "__meta_openstack_loadbalancer_operating_status", "ONLINE",
                                "__meta_openstack_loadbalancer_provider", "amphora",
                                "__meta_openstack_loadbalancer_provisioning_status", "ACTIVE",
                                "__meta_openstack_loadbalancer_tags", ",t1,",
                                "__meta_openstack_loadbalancer_vip", "10.0.0.5",
                                "__meta_openstack_project_id", "pr")),
                cloud.targets(new OpenStack(clients), openStack("role: loadbalancer")));
    }
}
