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
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Clouds that want each request signed; answers after their documentation. */
class SignedCloudsTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();
    @TempDir Path folder;

    @AfterEach
    void stop() {
        cloud.close();
    }

    private String signing(int request) {
        return cloud.asked().get(request).headers().getOrDefault("Authorization", "");
    }

    @Test
    void outscale() throws Exception {
        cloud.put(
                "NextPageToken",
                "{\"Vms\": [{\"VmId\": \"i-2\", \"PublicIp\": \"3.3.3.3\"}, {\"VmId\": \"off\"}]}");
        cloud.put(
                "{}",
                """
                {"Vms": [{"VmId": "i-1", "State": "running", "PrivateIp": "10.0.0.1", "PublicIp": "2.2.2.2",
                   "Placement": {"SubregionName": "eu-west-2a"},
                   "Tags": [{"Key": "a b", "Value": "c"}, {"Key": "empty", "Value": ""}]}],
                 "NextPageToken": "p2"}
                """);
        Path secret = Files.writeString(folder.resolve("secret"), "SK\n");
        List<Labels> targets =
                cloud.targets(
                        new Outscale(clients),
                        "{endpoint: '%s/', access_key: AK, secret_key_file: '%s', port: 9100}"
                                .formatted(cloud.url(), secret));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "10.0.0.1:9100",
                                "__meta_outscale_vm_instance_id", "i-1",
                                "__meta_outscale_vm_private_ip", "10.0.0.1",
                                "__meta_outscale_vm_public_ip", "2.2.2.2",
                                "__meta_outscale_vm_region", "eu-west-2",
                                "__meta_outscale_vm_state", "running",
                                "__meta_outscale_vm_subregion", "eu-west-2a",
                                "__meta_outscale_vm_tag_a_b", "c"),
                        Labels.of(
                                "__address__", "3.3.3.3:9100",
                                "__meta_outscale_vm_instance_id", "i-2",
                                "__meta_outscale_vm_public_ip", "3.3.3.3",
                                "__meta_outscale_vm_region", "eu-west-2")),
                targets);
        assertEquals("/ReadVms", cloud.asked().get(0).uri().toString());
        assertEquals(
                new HttpSigning.Amazon("oapi", "eu-west-2", "AK", new Secret("SK"), "", null, false)
                        .toString(),
                signing(0));
    }

    @Test
    void stackit() throws Exception {
        cloud.put(
                "/v1/projects/p/servers?details=true",
                """
                {"items": [{"id": "s1", "name": "web", "availabilityZone": "eu01-1", "status": "ACTIVE",
                   "powerStatus": "RUNNING", "machineType": "c1.1", "labels": {"env.x": "prod", "n": 1},
                   "nics": [{"networkName": "net 1", "ipv4": "10.0.0.1"},
                     {"networkName": "net2", "ipv4": "10.1.0.1", "publicIp": "9.9.9.9"}]},
                  {"id": "s2", "nics": [{"networkName": "n", "ipv4": "10.0.0.2"}]}, {"id": "s3"}]}
                """);
        String section = "{project: p, endpoint: '%s/'%s}";
        List<Labels> targets =
                cloud.targets(new Stackit(clients), section.formatted(cloud.url(), ""));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "9.9.9.9:80",
                                "__meta_stackit_availability_zone", "eu01-1",
                                "__meta_stackit_id", "s1",
                                "__meta_stackit_label_env_x", "prod",
                                "__meta_stackit_labelpresent_env_x", "true",
                                "__meta_stackit_name", "web",
                                "__meta_stackit_power_status", "RUNNING",
                                "__meta_stackit_private_ipv4_net2", "10.1.0.1",
                                "__meta_stackit_private_ipv4_net_1", "10.0.0.1",
                                "__meta_stackit_project", "p",
                                "__meta_stackit_public_ipv4", "9.9.9.9",
                                "__meta_stackit_status", "ACTIVE",
                                "__meta_stackit_type", "c1.1"),
                        Labels.of(
                                "__address__", "10.0.0.2:80",
                                "__meta_stackit_id", "s2",
                                "__meta_stackit_private_ipv4_n", "10.0.0.2",
                                "__meta_stackit_project", "p")),
                targets);
        assertEquals("", signing(0));
        Path key = folder.resolve("key.json");
        Files.writeString(
                key,
                """
                {"id": "x", "credentials": {"kid": "k", "iss": "i@sa", "sub": "s", "aud": "a",
                  "privateKey": "PEM"}}
                """);
        URI tokens = URI.create("https://tokens.example/token");
        cloud.targets(
                new Stackit(clients, tokens),
                section.formatted(cloud.url(), ", service_account_key_path: '" + key + "'"));
        assertEquals(
                new HttpSigning.SignedClaim(tokens, "k", "i@sa", "s", "a", new Secret("PEM"))
                        .toString(),
                signing(1));
    }

    private void oracle() {
        String compartments =
                "/20160918/compartments?accessLevel=ACCESSIBLE&compartmentIdInSubtree=false"
                        + "&compartmentId=%s&limit=100";
        cloud.put(
                compartments.formatted("ten"),
                """
                [{"id": "c1", "lifecycleState": "ACTIVE"}, {"id": "old", "lifecycleState": "DELETED"}]
                """);
        cloud.refuse(compartments.formatted("c1"), 404);
        cloud.put("/20160918/instances?compartmentId=ten&limit=100", "[]");
        cloud.put(
                "/20160918/instances?compartmentId=c1&limit=100",
                """
                [{"id": "i1", "displayName": "web", "lifecycleState": "RUNNING", "shape": "VM.E4",
                  "availabilityDomain": "AD-1", "faultDomain": "FD-1", "region": "iad", "imageId": "img",
                  "compartmentId": "c1", "freeformTags": {"My-Tag": "x"},
                  "definedTags": {"Oracle-Tags": {"CostCenter": 42, "b": true, "none": null}}},
                 {"id": "i2", "compartmentId": "c1"}]
                """);
        cloud.put(
                "/20160918/vnicAttachments?compartmentId=c1&instanceId=i1&limit=100",
                """
                [{"vnicId": "v0", "lifecycleState": "DETACHED"}, {"vnicId": "v2", "lifecycleState": "ATTACHED"},
                 {"vnicId": "v1", "lifecycleState": "ATTACHED"}]
                """);
        cloud.put(
                "/20160918/vnicAttachments?compartmentId=c1&instanceId=i2&limit=100",
                "[{\"vnicId\": \"gone\", \"lifecycleState\": \"ATTACHED\"}]");
        cloud.put("/20160918/vnics/v2", "{\"id\": \"v2\", \"isPrimary\": false}");
        cloud.put(
                "/20160918/vnics/v1",
                """
                {"id": "v1", "isPrimary": true, "privateIp": "10.0.0.1", "publicIp": "3.3.3.3",
                 "hostnameLabel": "h", "ipv6Addresses": ["fd00::2", "fd00::1"]}
                """);
    }

    private static final Labels INSTANCE =
            Labels.of(
                    "__address__", "10.0.0.1:9100",
                    "__meta_oci_availability_domain", "AD-1",
                    "__meta_oci_compartment_id", "c1",
                    "__meta_oci_defined_tag_Oracle_Tags_CostCenter", "42",
                    "__meta_oci_defined_tag_Oracle_Tags_b", "true",
                    "__meta_oci_fault_domain", "FD-1",
                    "__meta_oci_hostname_label", "h",
                    "__meta_oci_image_id", "img",
                    "__meta_oci_instance_id", "i1",
                    "__meta_oci_instance_name", "web",
                    "__meta_oci_instance_shape", "VM.E4",
                    "__meta_oci_instance_state", "RUNNING",
                    "__meta_oci_ipv6_addresses", ",fd00::1,fd00::2,",
                    "__meta_oci_private_ip", "10.0.0.1",
                    "__meta_oci_public_ip", "3.3.3.3",
                    "__meta_oci_region", "iad",
                    "__meta_oci_tag_My_Tag", "x",
                    "__meta_oci_tenancy_id", "ten",
                    "__meta_oci_vnic_id", "v1");

    @Test
    void oraclesInstances() throws Exception {
        oracle();
        Oci factory =
                new Oci(clients, new OciCloud(cloud.url(), cloud.url(), "http://machine.invalid"));
        assertEquals(
                List.of(INSTANCE),
                cloud.targets(
                        factory,
                        "{region: r, tenancy: ten, user: u, fingerprint: 'aa:bb', key_file: k.pem,"
                                + " key_passphrase: pass, port: 9100}"));
        assertEquals(
                new HttpSigning.Oracle("ten", "u", "aa:bb", "k.pem", new Secret("pass")).toString(),
                signing(0));
    }

    @Test
    void oraclesInstancesAsOneOfThem() throws Exception {
        oracle();
        cloud.put("/opc/v2/instance/tenantId", "ten");
        Oci factory = new Oci(clients, new OciCloud(cloud.url(), cloud.url(), cloud.url()));
        assertEquals(
                List.of(INSTANCE),
                cloud.targets(
                        factory,
                        "{region: r, auth: instance_principal, compartments: [c1], port: 9100}"));
        assertEquals("Bearer Oracle", signing(0));
        assertTrue(signing(1).equals("OracleInstance[region=r]"), signing(1));
    }
}
