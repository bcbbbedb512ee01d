package io.gnomon.platform.core.alerting;

import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/** The installed channels and the button "send test"; an OSGi service. Any thread. */
@ProviderType
public interface ChannelTests {
    /** The channels that are active now, sorted by type. */
    List<ChannelType> types();

    /**
     * Sends a notification with one firing test alert and waits up to 10 s. That it could not be
     * delivered is a result, not a throw.
     *
     * @param entry with what it takes from {@code global}
     * @throws SettingsException when the settings are wrong; its paths begin at the settings
     */
    TestResult send(ChannelEntry entry) throws SettingsException, InterruptedException;

    /**
     * A channel that can be chosen.
     *
     * @param type name of the section without its ending: "webhook" for {@code webhook_configs}
     * @param name for people
     * @param schema JSON Schema of its settings with the hints of forms, as text
     */
    record ChannelType(String type, String name, String schema) {}

    /** Outcome of a test; the message is one sentence. */
    record TestResult(boolean ok, String message) {}
}
