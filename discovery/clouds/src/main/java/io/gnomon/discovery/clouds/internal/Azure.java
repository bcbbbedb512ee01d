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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    @Activate
    public Azure(@Reference HttpClients clients) {
        super(
                "azure",
                Settings.class,
                clients,
                (settings, api) ->
                        new Machines(settings, api, AzureCloud.of(settings.environment)));
    }

    Azure(HttpClients clients, AzureCloud cloud) {
        super(
                "azure",
                Settings.class,
                clients,
                (settings, api) -> new Machines(settings, api, cloud));
    }

    private static final class Machines implements Source {
        private static final String COMPUTE = "api-version=2024-03-01";
        private static final String NETWORK =
                "?$expand=IPConfigurations/PublicIPAddress&api-version=2023-11-01";
        private static final String SCALE_SET_NETWORK =
                "?$expand=IPConfigurations/PublicIPAddress&api-version=2018-10-01";

        /** Requests under way at a time for the network cards of machines. */
        private static final int AT_ONCE = 8;

        private final Settings settings;
        private final Api api;
        private final String url;
        private final AzureToken token;

        Machines(Settings settings, Api api, AzureCloud cloud) {
            this.settings = settings;
            this.api = api;
            this.url = cloud.management();
            this.token =
                    new AzureToken(
                            settings, api, cloud, name -> System.getenv().getOrDefault(name, ""));
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            Api authorized = api.with("Authorization", token.header());
            String group =
                    settings.resourceGroup.isEmpty()
                            ? ""
                            : "/resourceGroups/" + Api.encoded(settings.resourceGroup);
            String compute =
                    "/subscriptions/%s%s/providers/Microsoft.Compute/"
                            .formatted(Api.encoded(settings.subscriptionId), group);
            List<Future<List<Labels>>> found = new ArrayList<>();
            List<Labels> targets = new ArrayList<>();
            try (ExecutorService threads =
                    Executors.newFixedThreadPool(
                            AT_ONCE, Thread.ofVirtual().name("azure-", 0).factory())) {
                for (Json machine : all(authorized, compute + "virtualMachines")) {
                    found.add(threads.submit(() -> targets(authorized, machine, "")));
                }
                for (Json set : all(authorized, compute + "virtualMachineScaleSets")) {
                    for (Json machine : all(authorized, set.text("id") + "/virtualMachines")) {
                        found.add(
                                threads.submit(
                                        () -> targets(authorized, machine, set.text("name"))));
                    }
                }
                for (Future<List<Labels>> each : found) {
                    targets.addAll(each.get());
                }
            } catch (ExecutionException e) {
                throw new IOException(
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
            }
            return Target.group("azure", targets);
        }

        private List<Json> all(Api authorized, String path)
                throws IOException, InterruptedException {
            List<Json> all = new ArrayList<>();
            String next = url + path + "?" + COMPUTE;
            while (!next.isEmpty()) {
                Json page = authorized.json(next);
                all.addAll(page.items("value"));
                next = page.text("nextLink").replace(" ", "%20");
            }
            return all;
        }

        /** One target, or none for a machine that is not allocated. */
        private List<Labels> targets(Api authorized, Json machine, String scaleSet)
                throws IOException, InterruptedException {
            for (Json reference :
                    machine.items("properties", "networkProfile", "networkInterfaces")) {
                String query = scaleSet.isEmpty() ? NETWORK : SCALE_SET_NETWORK;
                Json card;
                try {
                    card = authorized.json(url + reference.text("id") + query);
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
