package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.RoutingFiles.Addition;
import io.gnomon.platform.core.config.RoutingFiles.Change;
import io.gnomon.platform.core.config.RoutingFiles.Edit;
import io.gnomon.platform.core.config.RoutingFiles.EntryFile;
import io.gnomon.platform.core.config.RoutingFiles.Removal;
import io.gnomon.platform.core.config.RoutingFiles.Tried;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Routes and inhibition rules behind forms: in the files that have them, and what a change of them
 * would do. For administrators, as receivers are. Settings have the keys of alertmanager.yml.
 */
public final class RoutingFormApi {
    private static final int END = Integer.MAX_VALUE;

    private final Rooms rooms;
    private final EntryKind kind;
    private final String path;
    private final RoutingPreview preview;

    private RoutingFormApi(Rooms rooms, EntryKind kind, String path) {
        this.rooms = rooms;
        this.kind = kind;
        this.path = GnomonApi.ROOT + path;
        this.preview = new RoutingPreview(rooms);
    }

    public static RoutingFormApi routes(Rooms rooms) {
        return new RoutingFormApi(rooms, EntryKind.ROUTE, "/alerting/routes");
    }

    public static RoutingFormApi inhibitions(Rooms rooms) {
        return new RoutingFormApi(rooms, EntryKind.INHIBIT_RULE, "/alerting/inhibitions");
    }

    public void addTo(Routes routes) {
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .post(path, this::add)
                .post(path + "/preview", this::preview)
                .get(path + "/{number}", this::get)
                .put(path + "/{number}", this::change)
                .delete(path + "/{number}", this::delete);
    }

    private RoutingFiles files() {
        return rooms.config().routingFiles();
    }

    private int number(Exchange exchange) throws HttpError {
        String number = exchange.variable("number");
        if (!number.matches("\\d{1,9}")) {
            throw absent(number);
        }
        exchange.about(kind.title() + " " + number);
        return Integer.parseInt(number);
    }

    private HttpError absent(String number) {
        return new HttpError(404, "no file has %s number %s".formatted(kind.title(), number));
    }

    private EntryFile find(int number) throws IOException, HttpError {
        EntryFile found;
        try {
            found = files().find(kind, number);
        } catch (SettingsException | VersionConflict e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
        if (found == null) {
            throw absent(String.valueOf(number));
        }
        return found;
    }

    private void get(Exchange exchange) throws IOException, HttpError {
        int number = number(exchange);
        EntryFile found = find(number);
        boolean fragment =
                !found.file().isEmpty()
                        && rooms.config()
                                .alertingFolder()
                                .folder()
                                .equals(Path.of(found.file()).getParent());
        List<String> intervals =
                rooms.config().current().alertmanager().timeIntervals().keySet().stream()
                        .sorted()
                        .toList();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("number", number);
                    json.writeStringField("file", found.file());
                    json.writeBooleanField("fragment", fragment);
                    json.writeBooleanField("writable", found.writable());
                    json.writeStringField("version", found.version());
                    json.writeFieldName("settings");
                    json.writeRawValue(rooms.binder().toJson(found.settings()));
                    json.writeNumberField("place", found.place());
                    json.writeNumberField("siblings", found.siblings());
                    json.writeNumberField("routes", found.routes());
                    json.writeNumberField("below", found.below());
                    json.writeFieldName("timeIntervals");
                    Json.write(json, intervals);
                    json.writeEndObject();
                });
    }

    private void add(Exchange exchange) throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        Edit edit = addition(body);
        int number = tried(edit).number();
        exchange.about(kind.title() + " " + number);
        put(edit);
        Json.answer(
                exchange,
                201,
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("number", number);
                    json.writeEndObject();
                });
    }

    private void change(Exchange exchange) throws IOException, HttpError {
        int number = number(exchange);
        put(changed(number, Json.object(exchange)));
        exchange.empty(204);
    }

    private void delete(Exchange exchange) throws IOException, HttpError {
        int number = number(exchange);
        put(new Removal(kind, number, WrittenFileApi.known(exchange)));
        exchange.empty(204);
    }

    private void preview(Exchange exchange) throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        Edit edit;
        if (!body.has("number")) {
            edit = addition(body);
        } else if (body.has("settings")) {
            edit = changed(whole(body, "number", 0), body);
        } else {
            edit = new Removal(kind, whole(body, "number", 0), Json.text(body, "version"));
        }
        preview.answer(exchange, body, edit.kind(), tried(edit));
    }

    private Addition addition(JsonNode body) throws HttpError {
        String known =
                kind == EntryKind.INHIBIT_RULE && !body.has("version")
                        ? ""
                        : Json.text(body, "version");
        return new Addition(
                kind, whole(body, "parent", 0), settings(body), whole(body, "place", END), known);
    }

    private Change changed(int number, JsonNode body) throws HttpError {
        return new Change(
                kind, number, settings(body), whole(body, "place", 0), Json.text(body, "version"));
    }

    private static int whole(JsonNode body, String field, int usual) throws HttpError {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return usual;
        } else if (!value.isInt() || value.intValue() < 0) {
            throw HttpError.invalid(
                    "\"" + field + "\" must be a whole number from 0",
                    List.of(new HttpError.Problem("/" + field, "must be a whole number from 0")));
        }
        return value.intValue();
    }

    private Mapping settings(JsonNode body) throws HttpError {
        if (!body.path("settings").isObject()) {
            throw refused("\"settings\" must be an object");
        }
        Mapping settings;
        try {
            settings = (Mapping) rooms.binder().parseJson(body.path("settings").toString());
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
        for (Entry entry : settings.entries()) {
            if (!kind.keys().contains(entry.key())) {
                throw refused(
                        "a form of this has no \"%s\"; valid are %s"
                                .formatted(entry.key(), String.join(", ", kind.keys())));
            }
        }
        return settings;
    }

    private static HttpError refused(String why) {
        return HttpError.invalid(why, List.of(new HttpError.Problem("/settings", why)));
    }

    /** A change, where it is in a file that may be written. */
    private Tried tried(Edit edit) throws IOException, HttpError {
        writable(edit);
        try {
            return files().tried(edit);
        } catch (VersionConflict e) {
            throw FileChange.changed("a file", kind.title());
        } catch (SettingsException e) {
            throw invalid(e);
        }
    }

    private void put(Edit edit) throws IOException, HttpError {
        String file = writable(edit);
        try {
            FileChange.put(
                    file.isEmpty() ? "a file" : file, kind.title(), () -> files().write(edit));
        } catch (SettingsException e) {
            throw invalid(e);
        }
    }

    /** The file of what is changed, or of what something comes below; empty for a new one. */
    private String writable(Edit edit) throws IOException, HttpError {
        int number =
                switch (edit) {
                    case Addition addition -> addition.parent();
                    case Change change -> change.number();
                    case Removal removal -> removal.number();
                };
        if (edit instanceof Addition && number == 0) {
            return "";
        }
        EntryFile found = find(number);
        if (!edit.known().equals(found.version())) {
            throw FileChange.changed(found.file(), kind.title());
        } else if (!found.writable()) {
            throw found.file().isEmpty()
                    ? new HttpError(409, "there is no alertmanager.yml that has the default route")
                    : FileChange.notWritable(found.file());
        }
        return found.file();
    }

    /** What is wrong with a field is said there; of all else the file says where. */
    private static HttpError invalid(SettingsException e) {
        List<HttpError.Problem> fields =
                e.problems().stream()
                        .filter(problem -> !problem.path().isEmpty())
                        .map(problem ->
                                new HttpError.Problem(
                                        "/settings" + problem.path(), problem.message()))
                        .toList();
        Problem first = e.problems().getFirst();
        return HttpError.invalid(
                first.path().isEmpty() ? String.valueOf(e.getMessage()) : first.message(), fields);
    }
}
