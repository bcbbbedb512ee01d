package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.settings.SettingsNode;

import java.util.List;

/**
 * A named list of channels that get the same notifications.
 *
 * @param labels what {@code receiver_matchers} of the interface look at; "name" is among them
 * @param channels may be none
 */
public record Receiver(String name, Labels labels, List<ChannelEntry> channels) {
    /**
     * An entry of a receiver's section such as {@code webhook_configs}.
     *
     * @param type name of the channel that reads it, such as "webhook"
     * @param index of the entry among those of its section, from 0
     * @param settings the entry with what it takes from {@code global}, not yet bound: what is
     *     valid in it the channel's plugin knows
     * @param sendResolved whether alerts that are over are told
     */
    public record ChannelEntry(
            String type, int index, SettingsNode settings, boolean sendResolved) {}
}
