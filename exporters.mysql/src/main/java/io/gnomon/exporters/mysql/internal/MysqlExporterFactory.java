package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.TlsSockets;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The plugin "mysql". */
@Component(service = ExporterFactory.class)
public final class MysqlExporterFactory implements ExporterFactory<MysqlSettings> {
    private final TlsSockets tls;

    @Activate
    public MysqlExporterFactory(@Reference TlsSockets tls) {
        this.tls = tls;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Class<MysqlSettings> settings() {
        return MysqlSettings.class;
    }

    @Override
    public int usualPort() {
        return 9104;
    }

    @Override
    public String program() {
        return "mysqld_exporter";
    }

    @Override
    public List<String> metricPaths() {
        return List.of("/metrics", "/probe");
    }

    @Override
    public boolean reloads() {
        return true;
    }

    @Override
    public Map<String, Boolean> collectors() {
        return Collectors.names();
    }

    @Override
    public Exporter create(MysqlSettings settings) throws IOException {
        return new MysqlExporter(settings, new JdbcConnector(settings, tls));
    }
}
