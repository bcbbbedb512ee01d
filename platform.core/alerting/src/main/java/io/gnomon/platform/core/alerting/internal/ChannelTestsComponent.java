package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Channel tests as a service. */
@Component
public final class ChannelTestsComponent implements ChannelTests {
    private final PluginChannelTests tests;

    @Activate
    public ChannelTestsComponent(
            BundleContext context,
            @Reference Plugins plugins,
            @Reference SettingsBinder binder,
            @Reference ConfigService config) {
        tests =
                new PluginChannelTests(
                        plugins,
                        binder,
                        externalUrl(
                                context.getProperty("web.external-url"),
                                context.getProperty("web.listen-address")),
                        InstantSource.system(),
                        () -> TemplateRendering.read(config.current().alertmanager().templates()));
    }

    /** The flag, which may be a path alone, at the address on which the server listens. */
    static URI externalUrl(@Nullable String flag, @Nullable String listenAddress) {
        String given = flag == null ? "" : flag;
        if (!given.isEmpty() && !given.startsWith("/")) {
            return URI.create(given);
        }
        String address =
                listenAddress == null || listenAddress.isBlank()
                        ? "127.0.0.1:9090"
                        : listenAddress.split(",", 2)[0].strip();
        return URI.create(
                "http://"
                        + address.replaceFirst("^(0\\.0\\.0\\.0|\\[::\\])?:", "localhost:")
                        + given);
    }

    @Override
    public List<ChannelType> types() {
        return tests.types();
    }

    @Override
    public TestResult send(ChannelEntry entry) throws SettingsException, InterruptedException {
        return tests.send(entry);
    }
}
