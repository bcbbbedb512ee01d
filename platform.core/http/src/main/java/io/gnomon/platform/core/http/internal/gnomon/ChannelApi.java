package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.alerting.ChannelTests.ChannelType;
import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.ReceiverFiles.ReceiverFile;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Alert channels: which there are, their tests, and those of a receiver in the file that has it.
 * For administrators where settings are shown, tried or written: a channel may name any address and
 * any file of the server.
 */
public final class ChannelApi {
    private static final String CHANNELS = GnomonApi.ROOT + "/channels";
    private static final String RECEIVER = GnomonApi.ROOT + "/alerting/receivers/{name}";

    private final Rooms rooms;
    private final ChannelForms forms;

    public ChannelApi(Rooms rooms) {
        this.rooms = rooms;
        this.forms = new ChannelForms(rooms);
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(CHANNELS, this::channels);
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .post(CHANNELS + "/test", this::test)
                .get(RECEIVER, this::receiver)
                .put(RECEIVER, this::change);
    }

    private ChannelTests channelTests() throws HttpError {
        return Rooms.require(rooms.channels(), "alerting");
    }

    private void channels(Exchange exchange) throws IOException, HttpError {
        AlertmanagerFile config = rooms.config().current().alertmanager();
        Json.list(
                exchange,
                channelTests().types(),
                (json, type) -> {
                    json.writeStartObject();
                    json.writeStringField("type", type.type());
                    json.writeStringField("name", type.name());
                    json.writeFieldName("schema");
                    json.writeRawValue(type.schema());
                    json.writeFieldName("fromGlobal");
                    Json.write(json, config.fromGlobal(type.type()));
                    json.writeEndObject();
                });
    }

    private void test(Exchange exchange) throws IOException, HttpError, InterruptedException {
        JsonNode body = Json.object(exchange);
        String type = Json.text(body, "type");
        exchange.about(type);
        if (channelTests().types().stream().map(ChannelType::type).noneMatch(type::equals)) {
            throw new HttpError(404, "there is no channel \"" + type + "\"");
        }
        WrittenReceiver receiver =
                body.has("receiver") ? find(Json.text(body, "receiver")).receiver() : null;
        try {
            Channel channel = forms.read(body, "", receiver);
            ChannelTests.TestResult result = channelTests().send(forms.complete(channel));
            SourceApi.checked(exchange, result.ok(), result.message());
        } catch (SettingsException e) {
            throw SourceApi.invalid(e);
        }
    }

    private ReceiverFiles files() {
        return rooms.config().receiverFiles();
    }

    private ReceiverFile find(String name) throws IOException, HttpError {
        ReceiverFile found;
        try {
            found = files().find(name);
        } catch (SettingsException e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
        if (found == null) {
            throw new HttpError(404, "no file has a receiver \"" + name + "\"");
        }
        return found;
    }

    private void receiver(Exchange exchange) throws IOException, HttpError {
        String name = exchange.variable("name");
        ReceiverFile found = find(name);
        List<Channel> channels = found.receiver().channels();
        List<String> shown = new ArrayList<>();
        for (Channel channel : channels) {
            shown.add(forms.shown(channel));
        }
        boolean fragment =
                rooms.config().alertingFolder().folder().equals(found.file().getParent());
        String file =
                fragment ? found.file().toString() : rooms.config().current().alertmanager().file();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", name);
                    json.writeStringField("file", file);
                    json.writeBooleanField("fragment", fragment);
                    json.writeBooleanField("writable", found.writable());
                    json.writeStringField("version", found.version());
                    json.writeArrayFieldStart("channels");
                    for (int i = 0; i < channels.size(); i++) {
                        json.writeStartObject();
                        json.writeStringField("type", channels.get(i).type());
                        json.writeNumberField("index", channels.get(i).index());
                        String settings = shown.get(i);
                        if (settings != null) {
                            json.writeFieldName("settings");
                            json.writeRawValue(settings);
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private void change(Exchange exchange) throws IOException, HttpError {
        String name = exchange.variable("name");
        JsonNode body = Json.object(exchange);
        String version = Json.text(body, "version");
        ReceiverFile found = find(name);
        if (!version.equals(found.version())) {
            throw changed(found);
        }
        if (!found.writable()) {
            throw new HttpError(409, "this server may not write " + found.file());
        }
        List<Channel> channels = channels(body, found.receiver());
        try {
            files().write(name, channels, version);
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        } catch (VersionConflict e) {
            throw changed(found);
        } catch (IOException e) {
            throw new HttpError(
                    500, "%s cannot be written: %s".formatted(found.file(), e.getMessage()));
        }
        exchange.empty(204);
    }

    private static HttpError changed(ReceiverFile found) {
        return new HttpError(
                409, found.file() + " has been changed meanwhile; open the receiver again");
    }

    /** The channels of a body, each as its plugin takes it. */
    private List<Channel> channels(JsonNode body, WrittenReceiver receiver)
            throws IOException, HttpError {
        if (!body.path("channels").isArray()) {
            throw new HttpError(400, "\"channels\" must be a list");
        }
        List<Channel> channels = new ArrayList<>();
        List<HttpError.Problem> problems = new ArrayList<>();
        for (int i = 0; i < body.path("channels").size(); i++) {
            String path = "/channels/" + i;
            try {
                Channel channel = forms.read(body.path("channels").path(i), path, receiver);
                channels.add(channel);
                var _ = forms.complete(channel);
            } catch (SettingsException e) {
                e.problems()
                        .forEach(p ->
                                problems.add(
                                        new HttpError.Problem(
                                                path + "/settings" + p.path(), p.message())));
            }
        }
        if (!problems.isEmpty()) {
            throw HttpError.invalid(
                    "the settings are not valid: " + problems.getFirst().message(), problems);
        }
        return channels;
    }
}
