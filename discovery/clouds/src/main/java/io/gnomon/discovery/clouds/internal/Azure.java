package io.gnomon.discovery.clouds.internal;

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
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The discovery {@code azure}; interface: learn.microsoft.com/rest/api/compute. */
@Component(service = DiscoveryFactory.class)
public final class Azure extends PolledFactory<Azure.Settings> {
    private static final List<String> METHODS =
            List.of("OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity");

    /** An entry of {@code azure_sd_configs}. */
    @Doc("Virtual machines of Azure, also those of scale sets")
    public record Settings(
            @Doc("AzurePublicCloud, AzureUSGovernment or AzureChinaCloud")
                    @Default("AzurePublicCloud")
                    String environment,
            @Default("80") int port,
            @Default("") String subscriptionId,
            @Default("") String tenantId,
            @Default("") String clientId,
            @Default("") Secret clientSecret,
            @Default("5m") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("OAuth, ManagedIdentity, SDK or WorkloadIdentity") @Default("OAuth")
                    String authenticationMethod,
            @Doc("Just the machines of this group") @Default("") String resourceGroup,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            require(subscriptionId, "subscription_id");
            if (authenticationMethod.equals("OAuth")) {
                require(tenantId, "tenant_id");
                require(clientId, "client_id");
                require(clientSecret.isEmpty() ? "" : "given", "client_secret");
            }
            if (!METHODS.contains(authenticationMethod)) {
                throw new IllegalArgumentException(
                        "unknown authentication_type \"%s\". Supported types are \"OAuth\","
                                        .formatted(authenticationMethod)
                                + " \"ManagedIdentity\", \"SDK\" or \"WorkloadIdentity\"");
            }
            if (!AzureCloud.isKnown(environment)) {
                throw new IllegalArgumentException(
                        "there is no cloud configuration matching the name \""
                                + environment
                                + "\"");
            }
        }

        private static void require(String value, String name) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("azure SD configuration requires a " + name);
            }
        }
    }

    private final UnaryOperator<AzureCloud> changed;

    @Activate
    public Azure(@Reference HttpClients clients) {
        this(clients, cloud -> cloud);
    }

    /**
     * The discovery in other clouds.
     *
     * @param changed gives the cloud to ask instead of the one of the settings
     */
    Azure(HttpClients clients, UnaryOperator<AzureCloud> changed) {
        super(
                "azure",
                Settings.class,
                clients,
                (settings, api) ->
                        new Machines(
                                settings, api, changed.apply(AzureCloud.of(settings.environment))));
        this.changed = changed;
    }

    @Override
    protected HttpSigning signing(Settings given) {
        AzureCloud cloud = changed.apply(AzureCloud.of(given.environment));
        return new HttpSigning.Azure(
                cloud.login(),
                cloud.management() + "//.default",
                switch (given.authenticationMethod) {
                    case "OAuth" ->
                            new HttpSigning.Azure.ClientSecret(
                                    given.tenantId, given.clientId, given.clientSecret);
                    case "ManagedIdentity" -> new HttpSigning.Azure.ManagedIdentity(given.clientId);
                    case "WorkloadIdentity" ->
                            new HttpSigning.Azure.Workload(given.tenantId, given.clientId, "");
                    default -> new HttpSigning.Azure.Environment(given.tenantId, given.clientId);
                });
    }

    private static final class Machines implements Source {
        private static final String COMPUTE = "api-version=2024-03-01";
        private static final String NETWORK =
                "?$expand=IPConfigurations/PublicIPAddress&api-version=2023-11-01";
        private static final String SCALE_SET_NETWORK =
                "?$expand=IPConfigurations/PublicIPAddress&api-version=2018-10-01";

        /** Requests under way at a time for the network cards of machines. */
        private static final int AT_ONCE = 8;

        /** A machine and the name of its scale set, empty for none. */
        private record Found(Json machine, String scaleSet) {}

        private final Settings settings;
        private final Api api;
        private final String url;

        Machines(Settings settings, Api api, AzureCloud cloud) {
            this.settings = settings;
            this.api = api;
            this.url = cloud.management();
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            String group =
                    settings.resourceGroup.isEmpty()
                            ? ""
                            : "/resourceGroups/" + Api.encoded(settings.resourceGroup);
            String compute =
                    "/subscriptions/%s%s/providers/Microsoft.Compute/"
                            .formatted(Api.encoded(settings.subscriptionId), group);
            List<Found> found = new ArrayList<>();
            for (Json machine : all(compute + "virtualMachines")) {
                found.add(new Found(machine, ""));
            }
            for (Json set : all(compute + "virtualMachineScaleSets")) {
                for (Json machine : all(set.text("id") + "/virtualMachines")) {
                    found.add(new Found(machine, set.text("name")));
                }
            }
            List<Labels> targets = new ArrayList<>();
            AtOnce.ask(found, AT_ONCE, each -> targets(each.machine, each.scaleSet))
                    .forEach(targets::addAll);
            return Target.group("azure", targets);
        }

        private List<Json> all(String path) throws IOException, InterruptedException {
            List<Json> all = new ArrayList<>();
            String next = url + path + "?" + COMPUTE;
            while (!next.isEmpty()) {
                Json page = api.json(next);
                all.addAll(page.items("value"));
                next = page.text("nextLink").replace(" ", "%20");
            }
            return all;
        }

        /** One target, or none for a machine that is not allocated. */
        private List<Labels> targets(Json machine, String scaleSet)
                throws IOException, InterruptedException {
            for (Json reference :
                    machine.items("properties", "networkProfile", "networkInterfaces")) {
                String query = scaleSet.isEmpty() ? NETWORK : SCALE_SET_NETWORK;
                Json card;
                try {
                    card = api.json(url + reference.text("id") + query);
                } catch (Api.Refused e) {
                    if (e.status() == 404) {
                        return List.of();
                    }
                    throw e;
                }
                Json primary = card.at("properties", "primary");
                if (!primary.exists()) {
                    return List.of();
                }
                if (primary.isTrue()) {
                    return List.of(target(machine, scaleSet, card));
                }
            }
            return List.of();
        }

        private Labels target(Json machine, String scaleSet, Json card) throws IOException {
            List<Json> addresses = card.items("properties", "ipConfigurations");
            Json first = addresses.isEmpty() ? Json.NONE : addresses.get(0).at("properties");
            String ip = first.text("privateIPAddress");
            if (ip.isEmpty()) {
                throw new IOException("unable to find a private IP for VM " + machine.text("name"));
            }
            Json properties = machine.at("properties");
            return Target.of("azure")
                    .address(ip, settings.port)
                    .set("subscription_id", settings.subscriptionId)
                    .set("tenant_id", settings.tenantId)
                    .set("machine_id", machine.text("id"))
                    .set("machine_name", machine.text("name"))
                    .set("machine_computer_name", properties.text("osProfile", "computerName"))
                    .set("machine_os_type", properties.text("storageProfile", "osDisk", "osType"))
                    .set("machine_location", machine.text("location"))
                    .set("machine_resource_group", resourceGroup(machine.text("id")))
                    .set("machine_size", properties.text("hardwareProfile", "vmSize"))
                    .set("machine_scale_set", scaleSet)
                    .set("machine_private_ip", ip)
                    .set(
                            "machine_public_ip",
                            first.text("publicIPAddress", "properties", "ipAddress"))
                    .all("machine_tag", machine.entries("tags"))
                    .build();
        }

        private static String resourceGroup(String id) {
            String[] parts = id.split("/", -1);
            for (int i = 0; i + 1 < parts.length; i++) {
                if (parts[i].toLowerCase(Locale.ROOT).equals("resourcegroups")) {
                    return parts[i + 1];
                }
            }
            return "";
        }
    }
}
