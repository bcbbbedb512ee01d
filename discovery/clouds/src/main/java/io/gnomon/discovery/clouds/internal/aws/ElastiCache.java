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

/**
 * The discovery {@code elasticache}; interface:
 * docs.aws.amazon.com/AmazonElastiCache/latest/APIReference.
 */
@Component(service = DiscoveryFactory.class)
public final class ElastiCache extends PolledFactory<ElastiCache.Settings> {
    /** An entry of {@code elasticache_sd_configs}. */
    @Doc("Caches of Amazon ElastiCache: nodes of clusters, and serverless ones")
    public record Settings(
            @Inline Account account,
            @Doc("ARNs of serverless caches and of clusters; all when there are none")
                    List<String> clusters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("Requests under way at a time") @Default("10") int requestConcurrency,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (requestConcurrency <= 0) {
                throw new IllegalArgumentException(
                        "elasticache_sd: request_concurrency must be positive, got "
                                + requestConcurrency);
            }
        }
    }

    @Activate
    public ElastiCache(@Reference HttpClients clients) {
        super(
                "elasticache",
                Settings.class,
                clients,
                (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        return new Caches(
                settings,
                new Service("elasticache", settings.account, settings.http, clients, api));
    }
}
