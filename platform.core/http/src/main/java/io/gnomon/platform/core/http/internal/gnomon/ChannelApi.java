package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.alerting.ChannelTests.ChannelType;
import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.ReceiverFiles.ReceiverFile;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes.WrittenRoute;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alert channels: which there are, their tests, and receivers in the files that have them. For
 * administrators where settings are shown, tried or written: a channel may name any address and any
 * file of the server.
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
                .put(RECEIVER, this::change)
                .delete(RECEIVER, this::delete);
    }

    private ChannelTests channelTests() throws HttpError {
        return rooms.require(ChannelTests.class);
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
        Content content = found.receiver().content();
        List<Channel> channels = content.channels();
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
                    json.writeObjectFieldStart("labels");
                    for (Map.Entry<String, String> label : content.labels().entrySet()) {
                        json.writeStringField(label.getKey(), label.getValue());
                    }
                    json.writeEndObject();
                    json.writeArrayFieldStart("routes");
                    for (WrittenRoute route : found.routes()) {
                        json.writeStartObject();
                        json.writeStringField("place", route.place().toString());
                        json.writeFieldName("matchers");
                        Json.write(json, route.matchers());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
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
        ReceiverFile found = writable(name, Json.text(body, "version"));
        Content was = found.receiver().content();
        Content wanted =
                new Content(
                        body.has("name") ? newName(Json.text(body, "name"), name) : name,
                        body.has("labels") ? labels(body.path("labels")) : was.labels(),
                        channels(body, found.receiver()));
        put(found, () -> files().write(name, wanted, found.version()));
        exchange.empty(204);
    }

    private void delete(Exchange exchange) throws IOException, HttpError {
        String name = exchange.variable("name");
        String replacement = exchange.parameter("replacement");
        ReceiverFile found = writable(name, WrittenFileApi.known(exchange));
        if (replacement.isEmpty() && !found.routes().isEmpty()) {
            throw new HttpError(409, named(name, found.routes()));
        } else if (replacement.equals(name) || (!replacement.isEmpty() && !isKnown(replacement))) {
            throw new HttpError(
                    400, "there is no other receiver \"" + replacement + "\" to take its routes");
        }
        put(found, () -> files().delete(name, replacement, found.version()));
        exchange.empty(204);
    }

    private static String named(String name, List<WrittenRoute> routes) {
        List<String> places =
                routes.stream()
                        .map(route ->
                                "{%s} at %s"
                                        .formatted(
                                                String.join(", ", route.matchers()), route.place()))
                        .toList();
        return "the receiver \"%s\" is named by %s: %s; say which receiver is to take its place"
                .formatted(
                        name,
                        routes.size() == 1 ? "a route" : routes.size() + " routes",
                        String.join(", ", places));
    }

    private boolean isKnown(String receiver) {
        return rooms.config().current().alertmanager().receivers().stream()
                .anyMatch(known -> known.name().equals(receiver));
    }

    private String newName(String wanted, String name) throws HttpError {
        if (wanted.isBlank()) {
            throw invalid("/name", "a receiver must have a name");
        } else if (!wanted.equals(name) && isKnown(wanted)) {
            throw invalid("/name", "there is a receiver \"" + wanted + "\" already");
        }
        return wanted;
    }

    private static Map<String, String> labels(JsonNode given) throws HttpError {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : given.properties()) {
            if (label.getKey().isEmpty() || !label.getValue().isTextual()) {
                throw invalid(
                        "/labels", "labels must be names and texts, such as {\"team\": \"db\"}");
            }
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    private static HttpError invalid(String path, String why) {
        return HttpError.invalid(why, List.of(new HttpError.Problem(path, why)));
    }

    /** The receiver, when its file has that version and may be written. */
    private ReceiverFile writable(String name, String version) throws IOException, HttpError {
        ReceiverFile found = find(name);
        if (!version.equals(found.version())) {
            throw FileChange.changed(found.file().toString(), "receiver");
        }
        if (!found.writable()) {
            throw FileChange.notWritable(found.file().toString());
        }
        return found;
    }

    private static void put(ReceiverFile found, FileChange change) throws HttpError {
        try {
            FileChange.put(found.file().toString(), "receiver", change);
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
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
