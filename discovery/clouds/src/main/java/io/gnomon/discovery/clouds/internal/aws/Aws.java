package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Source;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.util.List;

/** The discovery {@code aws}: the others of Amazon's services by their role. */
@Component(service = DiscoveryFactory.class)
public final class Aws extends PolledFactory<Aws.Settings> {
    private static final List<String> ROLES =
            List.of("ec2", "ecs", "elasticache", "lightsail", "msk", "rds");

    /** An entry of {@code aws_sd_configs}. */
    @Doc("What runs at Amazon, by its service")
    public record Settings(
            @Doc("ec2, ecs, elasticache, lightsail, msk or rds") @Default("") String role,
            @Inline Account account,
            @Doc("For the roles ec2 and rds") List<Filter> filters,
            @Doc("For the roles ecs, elasticache, msk and rds") List<String> clusters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException("unknown AWS SD role \"" + role + "\"");
            }
        }
    }

    @Activate
    public Aws(@Reference HttpClients clients) {
        super("aws", Settings.class, clients, (settings, api) -> source(settings, clients, api));
    }

    private static Source source(Settings s, HttpClients clients, Api api) {
        return switch (s.role) {
            case "ec2" ->
                    Ec2.source(
                            new Ec2.Settings(
                                    s.account, s.port, s.filters, s.refreshInterval, s.http),
                            clients,
                            api);
            case "ecs" ->
                    Ecs.source(
                            new Ecs.Settings(
                                    s.account, s.clusters, s.port, s.refreshInterval, 20, s.http),
                            clients,
                            api);
            case "elasticache" ->
                    ElastiCache.source(
                            new ElastiCache.Settings(
                                    s.account, s.clusters, s.port, s.refreshInterval, 10, s.http),
                            clients,
                            api);
            case "lightsail" ->
                    Lightsail.source(
                            new Lightsail.Settings(s.account, s.port, s.refreshInterval, s.http),
                            clients,
                            api);
            case "msk" ->
                    Msk.source(
                            new Msk.Settings(
                                    s.account, s.clusters, s.port, s.refreshInterval, 10, s.http),
                            clients,
                            api);
            default ->
                    Rds.source(
                            new Rds.Settings(
                                    s.account,
                                    s.clusters,
                                    s.filters,
                                    s.port,
                                    s.refreshInterval,
                                    10,
                                    s.http),
                            clients,
                            api);
        };
    }
}
