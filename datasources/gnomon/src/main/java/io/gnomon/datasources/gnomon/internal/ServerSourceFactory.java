package io.gnomon.datasources.gnomon.internal;

import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.datasource.ServerTable;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.List;

/** Makes "gnomon". */
@Component(service = DataSourceFactory.class)
public final class ServerSourceFactory implements DataSourceFactory<NoSettings, ServerQuery> {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ServerTable> tables = List.of();

    @Override
    public String name() {
        return "gnomon";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Class<ServerQuery> query() {
        return ServerQuery.class;
    }

    @Override
    public DataSource<ServerQuery> create(NoSettings none) {
        return new ServerSource(() -> tables);
    }
}
