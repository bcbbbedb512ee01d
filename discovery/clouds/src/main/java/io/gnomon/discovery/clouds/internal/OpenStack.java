package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Http;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The discovery {@code openstack}. */
@Component(service = DiscoveryFactory.class)
public final class OpenStack extends PolledFactory<OpenStack.Settings> {
    /** An entry of {@code openstack_sd_configs}. */
    @Doc("Instances, hypervisors or load balancers of OpenStack")
    public record Settings(
            @Doc("URL of the identity service; without it all comes from variables OS_...")
                    @Default("")
                    String identityEndpoint,
            @Default("") String username,
            @Key("userid") @Default("") String userId,
            @Default("") Secret password,
            @Default("") String projectName,
            @Default("") String projectId,
            @Default("") String domainName,
            @Default("") String domainId,
            @Default("") String applicationCredentialName,
            @Default("") String applicationCredentialId,
            @Default("") Secret applicationCredentialSecret,
            @Doc("instance, hypervisor or loadbalancer") @Default("") String role,
            @Default("") String region,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("80") int port,
            @Doc("Instances of all projects; needs administrator's rights") boolean allTenants,
            @Nullable TlsSettings tlsConfig,
            @Doc("public, admin or internal: which of the addresses of a service")
                    @Default("public")
                    String availability)
            implements PolledSettings {
        public Settings {
            if (!List.of("public", "admin", "internal").contains(availability)) {
                throw new IllegalArgumentException(
                        "unknown availability "
                                + availability
                                + ", must be one of admin, internal or public");
            }
            if (role.isEmpty()) {
                throw new IllegalArgumentException(
                        "role missing (one of: instance, hypervisor, loadbalancer)");
            }
            if (!List.of("instance", "hypervisor", "loadbalancer").contains(role)) {
                throw new IllegalArgumentException(
                        "unknown OpenStack SD role \""
                                + role
                                + "\"; valid: instance, hypervisor, loadbalancer");
            }
        }

        @Override
        public HttpSettings http() {
            return Http.tls(tlsConfig);
        }
    }

    @Activate
    public OpenStack(@Reference HttpClients clients) {
        super(
                "openstack",
                Settings.class,
                clients,
                (settings, api) -> {
                    Keystone keystone =
                            new Keystone(
                                    settings, api, name -> System.getenv().getOrDefault(name, ""));
                    return () -> look(settings, keystone.login());
                });
    }

    private static List<TargetGroup> look(Settings settings, Keystone.Session session)
            throws IOException, InterruptedException {
        List<Labels> targets =
                switch (settings.role) {
                    case "hypervisor" -> hypervisors(settings, session);
                    case "loadbalancer" -> OpenStackServers.loadBalancers(session);
                    default -> OpenStackServers.instances(settings, session);
                };
        return Target.group("OS_" + settings.region, targets);
    }

    private static List<Labels> hypervisors(Settings settings, Keystone.Session session)
            throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        for (Json each : session.all("compute", "/os-hypervisors/detail", "hypervisors")) {
            targets.add(
                    Target.of("openstack_hypervisor")
                            .address(each.text("host_ip"), settings.port)
                            .set("id", each.text("id"))
                            .set("host_ip", each.text("host_ip"))
                            .set("hostname", each.text("hypervisor_hostname"))
                            .set("status", each.text("status"))
                            .set("state", each.text("state"))
                            .set("type", each.text("hypervisor_type"))
                            .build());
        }
        return targets;
    }
}
