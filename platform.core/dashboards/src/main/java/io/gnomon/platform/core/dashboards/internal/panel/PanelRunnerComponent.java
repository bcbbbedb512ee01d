package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.sources.DataSourcesComponent;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;

/** Running panels as a service. */
@Component
public final class PanelRunnerComponent implements PanelRunner {
    private final ParallelPanels panels;

    @Activate
    public PanelRunnerComponent(
            @Reference DashboardStore store,
            @Reference Annotations annotations,
            @Reference DataSourcesComponent sources,
            @Reference Plugins plugins,
            @Reference SettingsBinder binder) {
        panels =
                new ParallelPanels(
                        store::get,
                        annotations,
                        sources::sources,
                        sources::language,
                        plugins,
                        binder);
    }

    @Deactivate
    void close() {
        panels.close();
    }

    @Override
    public void run(String panelQuery, Access access, Answers answers)
            throws RequestRefused, IOException, InterruptedException {
        panels.run(panelQuery, access, answers);
    }

    @Override
    public String choices(String variableQuery, Access access)
            throws RequestRefused, InterruptedException {
        return panels.choices(variableQuery, access);
    }

    @Override
    public byte[] file(PanelFile wanted, Access access)
            throws RequestRefused, InterruptedException {
        return panels.file(wanted, access);
    }
}
