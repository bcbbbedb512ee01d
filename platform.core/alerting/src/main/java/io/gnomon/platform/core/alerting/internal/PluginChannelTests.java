package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.alerting.internal.notify.Rendering;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Tests the channels that plugins bring. */
final class PluginChannelTests implements ChannelTests {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Plugins plugins;
    private final SettingsBinder binder;
    private final URI externalUrl;
    private final InstantSource clock;
    private final Supplier<Rendering> rendering;

    /**
     * @param rendering runs templates with the definitions that are in force
     */
    PluginChannelTests(
            Plugins plugins,
            SettingsBinder binder,
            URI externalUrl,
            InstantSource clock,
            Supplier<Rendering> rendering) {
        this.plugins = plugins;
        this.binder = binder;
        this.externalUrl = externalUrl;
        this.clock = clock;
        this.rendering = rendering;
    }

    @Override
    public List<ChannelType> types() {
        return plugins.active(ChannelFactory.class).stream().map(this::type).toList();
    }

    private ChannelType type(ActivePlugin plugin) {
        Doc doc = plugin.settings().getAnnotation(Doc.class);
        return new ChannelType(
                plugin.name(),
                doc == null ? plugin.name() : doc.value(),
                binder.schema(plugin.settings()));
    }

    @Override
    public TestResult send(ChannelEntry entry) throws SettingsException, InterruptedException {
        String type = entry.type();
        SettingsNode node = entry.settings();
        ActivePlugin plugin = plugins.find(ChannelFactory.class, type);
        if (plugin == null) {
            return new TestResult(false, "the channel \"" + type + "\" is not installed");
        }
        Record _ = binder.bind(node, plugin.settings());
        TestAlert alert = new TestAlert(externalUrl, clock.instant(), TIMEOUT, rendering.get());
        try (PluginHandle<Channel> handle = plugins.open(ChannelFactory.class, type, node)) {
            return result(handle.call(TIMEOUT, channel -> channel.send(alert)));
        } catch (PluginException e) {
            return new TestResult(false, String.valueOf(e.getMessage()));
        }
    }

    private static TestResult result(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered _ ->
                    new TestResult(true, "The test notification was delivered");
            case Delivery.Retry(String reason) -> new TestResult(false, reason);
            case Delivery.Refused(String reason) -> new TestResult(false, reason);
        };
    }
}
