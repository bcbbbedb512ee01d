package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.dashboards.SecretFields;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * What is between a channel in a file and its form: secrets stay here, and what the channel takes
 * from {@code global} need not be said. Any thread.
 */
final class ChannelForms {
    private final Rooms rooms;

    ChannelForms(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Settings without secrets as JSON text; null while no plugin offers the channel, because only
     * that knows what is secret.
     */
    @Nullable String shown(Channel channel) throws HttpError {
        ActivePlugin plugin = plugin(channel.type());
        return plugin == null ? null : shown(channel, plugin);
    }

    private String shown(Channel channel, ActivePlugin plugin) {
        return channel.settings() instanceof Mapping
                ? binder().toJson(binder().withoutSecrets(channel.settings(), plugin.settings()))
                : "{}";
    }

    private SettingsBinder binder() {
        return rooms.binder();
    }

    private @Nullable ActivePlugin plugin(String type) throws HttpError {
        return rooms.require(Plugins.class).find(ChannelFactory.class, type);
    }

    /**
     * The channel that a form has sent.
     *
     * @param form {@code {type, index?, settings?}}: with the index of a channel of the receiver,
     *     this channel with these settings, where a secret that reads as it was shown stays what it
     *     is; without settings the channel as it stands
     * @param path of the form in the body, a JSON pointer
     * @param receiver that the index is about, null when there is none
     */
    Channel read(JsonNode form, String path, @Nullable WrittenReceiver receiver)
            throws IOException, HttpError, SettingsException {
        String type = form.path("type").asText();
        Channel stored =
                form.has("index") ? stored(form.path("index"), type, path, receiver) : null;
        JsonNode settings = form.path("settings");
        if (stored != null && settings.isMissingNode()) {
            return stored;
        }
        if (!(settings instanceof ObjectNode given)) {
            throw invalid(path + "/settings", "the settings must be an object");
        }
        ActivePlugin plugin = plugin(type);
        if (plugin == null) {
            throw invalid(path + "/type", "no plugin offers the channel \"" + type + "\"");
        }
        return new Channel(type, 0, settings(given, plugin, stored));
    }

    private static Channel stored(
            JsonNode index, String type, String path, @Nullable WrittenReceiver receiver)
            throws HttpError {
        List<Channel> channels = receiver == null ? List.of() : receiver.channels();
        return channels.stream()
                .filter(channel -> channel.type().equals(type) && index.isInt())
                .filter(channel -> channel.index() == index.intValue())
                .findFirst()
                .orElseThrow(() ->
                        invalid(
                                path + "/index",
                                "the receiver has no %s channel %s".formatted(type, index)));
    }

    private SettingsNode settings(ObjectNode given, ActivePlugin plugin, @Nullable Channel stored)
            throws IOException, SettingsException {
        JsonNode shown = Json.read(stored == null ? "{}" : shown(stored, plugin));
        if (stored != null && given.equals(shown)) {
            return stored.settings();
        }
        JsonNode kept = Json.read(stored == null ? "{}" : binder().toJson(stored.settings()));
        return binder().parseJson(SecretFields.keep(given, shown, kept).toString());
    }

    /**
     * A channel with what it takes from {@code global}.
     *
     * @throws SettingsException when its plugin would not take it; paths begin at the settings
     */
    ChannelEntry complete(Channel channel) throws HttpError, SettingsException {
        ChannelEntry entry =
                rooms.config().current().alertmanager().channel(channel.type(), channel.settings());
        ActivePlugin plugin = plugin(channel.type());
        if (plugin != null) {
            var _ = binder().bind(entry.settings(), plugin.settings());
        }
        return entry;
    }

    private static HttpError invalid(String path, String message) {
        return HttpError.invalid(message, List.of(new HttpError.Problem(path, message)));
    }
}
