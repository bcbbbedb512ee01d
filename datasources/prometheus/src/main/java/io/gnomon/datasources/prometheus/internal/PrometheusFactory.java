package io.gnomon.datasources.prometheus.internal;

import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.datasource.PromQlQuery;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "prometheus". */
@Component(service = DataSourceFactory.class)
public final class PrometheusFactory implements DataSourceFactory<PrometheusSettings, PromQlQuery> {
    private final HttpClients clients;

    @Activate
    public PrometheusFactory(@Reference HttpClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public Class<PrometheusSettings> settings() {
        return PrometheusSettings.class;
    }

    @Override
    public Class<PromQlQuery> query() {
        return PromQlQuery.class;
    }

    @Override
    public DataSource<PromQlQuery> create(PrometheusSettings settings) {
        return new PrometheusSource(settings, clients.open(settings.http()));
    }
}
