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

/** The discovery {@code ecs}; interface: docs.aws.amazon.com/AmazonECS/latest/APIReference. */
@Component(service = DiscoveryFactory.class)
public final class Ecs extends PolledFactory<Ecs.Settings> {
    /** An entry of {@code ecs_sd_configs}. */
    @Doc("Tasks of services of Amazon ECS")
    public record Settings(
            @Inline Account account,
            @Doc("Names or ARNs of clusters; all when there are none") List<String> clusters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("Requests under way at a time") @Default("20") @Limit(min = 1)
                    int requestConcurrency,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Ecs(@Reference HttpClients clients) {
        super("ecs", Settings.class, clients, (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        Account account = settings.account;
        Account instances =
                new Account(
                        "",
                        account.region(),
                        account.accessKey(),
                        account.secretKey(),
                        account.profile(),
                        account.roleArn(),
                        account.externalId());
        return new EcsTasks(
                settings,
                new Service("ecs", account, settings.http, clients, api),
                new Service("ec2", instances, settings.http, clients, api));
    }
}
