package io.gnomon.discovery.clouds.internal;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.SignedApi;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Instances of all compartments, with the primary one of their network cards. */
final class OciInstances implements Source {
    /** Oracle lets a free domain ask 20 times a second. */
    private static final int AT_ONCE = 4;

    private static final String LIMIT = "limit=100";

    private final Oci.Settings settings;
    private final SignedApi api;
    private final String compute;
    private final String identity;
    private final String machine;
    private String tenancy;

    OciInstances(Oci.Settings settings, OciCloud cloud, HttpClients clients, Api plain) {
        this.settings = settings;
        this.api = new SignedApi(clients, settings.http(), plain);
        this.compute = cloud.compute().formatted(settings.region()) + "/20160918";
        this.identity = cloud.identity().formatted(settings.region()) + "/20160918";
        this.machine = cloud.machine();
        this.tenancy = settings.tenancy();
    }

    @Override
    public List<TargetGroup> look() throws IOException, InterruptedException {
        if (tenancy.isEmpty()) {
            tenancy =
                    api.plain()
                            .with("Authorization", "Bearer Oracle")
                            .get(machine + "/opc/v2/instance/tenantId")
                            .text()
                            .strip();
        }
        Api signed = api.by(signing());
        List<Json> instances = new ArrayList<>();
        for (String compartment : compartments(signed)) {
            instances.addAll(
                    all(signed, compute + "/instances?compartmentId=" + encoded(compartment)));
        }
        List<Labels> targets = new ArrayList<>();
        AtOnce.ask(instances, AT_ONCE, instance -> targets(signed, instance))
                .forEach(targets::addAll);
        return Target.group("OCI", targets);
    }

    private HttpSigning signing() throws IOException {
        if (settings.byInstance()) {
            return new HttpSigning.OracleInstance(settings.region());
        }
        return new HttpSigning.Oracle(
                settings.tenancy(),
                settings.user(),
                settings.fingerprint(),
                settings.keyFile(),
                passphrase());
    }

    private @Nullable Secret passphrase() throws IOException {
        String file = settings.keyPassphraseFile();
        return file == null
                ? settings.keyPassphrase()
                : new Secret(Files.readString(Path.of(file)).stripTrailing());
    }

    /** Those of the settings, or all active ones below the tenancy, which is the first itself. */
    private Set<String> compartments(Api signed) throws IOException, InterruptedException {
        if (!settings.compartments().isEmpty()) {
            return new LinkedHashSet<>(settings.compartments());
        }
        Set<String> found = new LinkedHashSet<>(List.of(tenancy));
        Deque<String> unasked = new ArrayDeque<>(found);
        while (!unasked.isEmpty()) {
            String parent = unasked.remove();
            for (Json child : children(signed, parent)) {
                String id = child.text("id");
                if (child.text("lifecycleState").equals("ACTIVE") && found.add(id)) {
                    unasked.add(id);
                }
            }
        }
        return found;
    }

    /** What lies in a compartment; nothing when we may not ask, so that the others are found. */
    private List<Json> children(Api signed, String parent)
            throws IOException, InterruptedException {
        try {
            return all(
                    signed,
                    identity
                            + "/compartments?accessLevel=ACCESSIBLE&compartmentIdInSubtree=false"
                            + "&compartmentId="
                            + encoded(parent));
        } catch (Api.Refused e) {
            if (e.status() / 100 == 4 && !parent.equals(tenancy)) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Json> all(Api signed, String url) throws IOException, InterruptedException {
        List<Json> all = new ArrayList<>();
        String next = "";
        do {
            String page = next.isEmpty() ? "" : "&page=" + encoded(next);
            Api.Answer answer = signed.get(url + "&" + LIMIT + page);
            all.addAll(answer.json().items());
            next = answer.header("opc-next-page");
        } while (!next.isEmpty());
        return all;
    }

    /** One target, or none for an instance without an address. */
    private List<Labels> targets(Api signed, Json instance)
            throws IOException, InterruptedException {
        Json card = primary(signed, instance);
        String ip = card.text("privateIp");
        if (ip.isEmpty()) {
            ip = card.text("publicIp");
        }
        if (ip.isEmpty()) {
            return List.of();
        }
        Target target =
                Target.of("oci")
                        .address(ip, settings.port())
                        .set("instance_id", instance.text("id"))
                        .set("instance_name", instance.text("displayName"))
                        .set("instance_state", instance.text("lifecycleState"))
                        .set("instance_shape", instance.text("shape"))
                        .set("availability_domain", instance.text("availabilityDomain"))
                        .set("fault_domain", instance.text("faultDomain"))
                        .set("region", instance.text("region"))
                        .set("tenancy_id", tenancy)
                        .set("compartment_id", instance.text("compartmentId"))
                        .set("image_id", instance.text("imageId"))
                        .set("vnic_id", card.text("id"))
                        .set("private_ip", card.text("privateIp"))
                        .set("public_ip", card.text("publicIp"))
                        .set("hostname_label", card.text("hostnameLabel"))
                        .list(
                                "ipv6_addresses",
                                card.texts("ipv6Addresses").stream().sorted().toList())
                        .all("tag", instance.entries("freeformTags"));
        for (Map.Entry<String, Json> space : instance.entries("definedTags").entrySet()) {
            String prefix = "defined_tag_" + Target.sanitized(space.getKey());
            target.all(prefix, space.getValue().entries());
        }
        return List.of(target.build());
    }

    private Json primary(Api signed, Json instance) throws IOException, InterruptedException {
        String about =
                "/vnicAttachments?compartmentId=%s&instanceId=%s"
                        .formatted(
                                encoded(instance.text("compartmentId")),
                                encoded(instance.text("id")));
        for (Json attachment : all(signed, compute + about)) {
            if (!attachment.text("lifecycleState").equals("ATTACHED")) {
                continue;
            }
            Json card = card(signed, attachment.text("vnicId"));
            if (card.isTrue("isPrimary")) {
                return card;
            }
        }
        return Json.NONE;
    }

    /** Nothing when it went since it was listed. */
    private Json card(Api signed, String id) throws IOException, InterruptedException {
        try {
            return signed.json(compute + "/vnics/" + encoded(id));
        } catch (Api.Refused e) {
            if (e.status() == 404) {
                return Json.NONE;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
