package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DashboardImport;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DashboardStore.Change;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.platform.core.dashboards.DashboardStore.Version;
import io.gnomon.platform.core.dashboards.MissingParts;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Dashboards and the answers of their panels. */
public final class DashboardApi {
    private static final String DASHBOARDS = GnomonApi.ROOT + "/dashboards";

    private final Rooms rooms;

    public DashboardApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(DASHBOARDS, this::list)
                .get(DASHBOARDS + "/{uid}", this::get)
                .get(DASHBOARDS + "/{uid}/versions", this::versions)
                .get(DASHBOARDS + "/{uid}/versions/{number}", this::version)
                .post(GnomonApi.ROOT + "/panels/query", this::panels)
                .post(GnomonApi.ROOT + "/variables/query", this::choices);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON)
                .post(DASHBOARDS, this::importOne)
                .put(DASHBOARDS + "/{uid}", this::save)
                .post(DASHBOARDS + "/{uid}/versions/{number}/restore", this::restore)
                .delete(DASHBOARDS + "/{uid}", this::delete);
    }

    private DashboardStore store() throws HttpError {
        return rooms.require(DashboardStore.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<Summary> all = store().list();
        boolean editor = exchange.caller().role().includes(Role.EDITOR);
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (Summary dashboard : all) {
                        json.writeStartObject();
                        json.writeStringField("uid", dashboard.uid());
                        json.writeStringField("title", dashboard.title());
                        Json.texts(json, "tags", dashboard.tags());
                        json.writeStringField("folder", dashboard.folder());
                        json.writeBooleanField("provisioned", dashboard.provisioned());
                        json.writeBooleanField("canSave", dashboard.canSave() && editor);
                        Json.texts(json, "ignoredFiles", dashboard.ignoredFiles());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void get(Exchange exchange) throws IOException, HttpError {
        String uid = exchange.variable("uid");
        Dashboard dashboard = store().get(uid);
        if (dashboard == null) {
            throw new HttpError(404, "there is no dashboard \"" + uid + "\"");
        }
        boolean canSave = dashboard.canSave() && exchange.caller().role().includes(Role.EDITOR);
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("dashboard");
                    json.writeRawValue(dashboard.json());
                    json.writeObjectFieldStart("meta");
                    json.writeBooleanField("provisioned", dashboard.provisioned());
                    json.writeNumberField("version", dashboard.version());
                    json.writeBooleanField("canSave", canSave);
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private void save(Exchange exchange) throws IOException, HttpError {
        String uid = exchange.variable("uid");
        JsonNode body = Json.object(exchange);
        JsonNode dashboard = body.get("dashboard");
        if (dashboard == null || !dashboard.isObject()) {
            throw HttpError.invalid(
                    "\"dashboard\" must be an object",
                    List.of(new HttpError.Problem("/dashboard", "must be an object")));
        }
        String message = body.path("message").asText("");
        save(exchange, uid, dashboard.toString(), known(body), message);
    }

    /** The version that the caller has seen. */
    static long known(JsonNode body) throws HttpError {
        JsonNode known = body.path("version");
        if (!known.isMissingNode() && !known.canConvertToExactIntegral()) {
            throw HttpError.invalid(
                    "\"version\" must be a whole number, 0 for a new one",
                    List.of(new HttpError.Problem("/version", "must be a whole number")));
        }
        return known.asLong(0);
    }

    private void save(Exchange exchange, String uid, String dashboard, long known, String message)
            throws IOException, HttpError {
        long version;
        try {
            version =
                    store().save(
                                    uid,
                                    dashboard,
                                    known,
                                    new Change(exchange.caller().name(), message));
        } catch (RequestRefused e) {
            throw refused(e);
        }
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("uid", uid);
                    json.writeNumberField("version", version);
                    json.writeEndObject();
                });
    }

    private void versions(Exchange exchange) throws IOException, HttpError {
        List<Version> versions = store().versions(exchange.variable("uid"));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (Version version : versions) {
                        json.writeStartObject();
                        json.writeNumberField("number", version.number());
                        json.writeStringField("at", version.at().toString());
                        json.writeNumberField("version", version.version());
                        json.writeStringField("author", version.author());
                        json.writeStringField("message", version.message());
                        json.writeBooleanField("inForce", version.inForce());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void version(Exchange exchange) throws IOException, HttpError {
        String dashboard = versionJson(exchange);
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("dashboard");
                    json.writeRawValue(dashboard);
                    json.writeEndObject();
                });
    }

    /** Saves what a dashboard was, as a new version. */
    private void restore(Exchange exchange) throws IOException, HttpError {
        String number = exchange.variable("number");
        String uid = exchange.variable("uid");
        String dashboard = versionJson(exchange);
        save(exchange, uid, dashboard, known(Json.object(exchange)), "restored from " + number);
    }

    private String versionJson(Exchange exchange) throws HttpError {
        String uid = exchange.variable("uid");
        String number = exchange.variable("number");
        String json =
                number.matches("[0-9]{1,18}")
                        ? store().versionJson(uid, Long.parseLong(number))
                        : null;
        if (json == null) {
            throw new HttpError(
                    404, "there is no version " + number + " of the dashboard \"" + uid + "\"");
        }
        return json;
    }

    /** Takes over a dashboard of any of Grafana's generations, and says what became of it. */
    private void importOne(Exchange exchange) throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        DashboardImport imported;
        List<String> converted;
        List<String> notConverted = new ArrayList<>();
        try {
            imported = DashboardImport.read(body.toString(), store()::get);
            exchange.about(imported.uid());
            Dashboard there = store().get(imported.uid());
            if (there != null && !body.path("overwrite").asBoolean()) {
                throw new HttpError(
                        409,
                        "there is a dashboard with the uid \"%s\" already; send \"overwrite\": true to replace it"
                                .formatted(imported.uid()));
            }
            long _ =
                    store().saveInto(
                                    folder(body),
                                    imported.uid(),
                                    imported.json(),
                                    there == null ? 0 : there.version(),
                                    new Change(exchange.caller().name(), "imported"));
            converted = new ArrayList<>(imported.converted());
            for (String name : store().library().take(imported.json())) {
                converted.add("library panel \"" + name + "\" is in the library now");
            }
            notConverted.addAll(imported.notConverted());
            MissingParts missing = rooms.find(MissingParts.class);
            if (missing != null) {
                notConverted.addAll(missing.of(imported.json()));
            }
        } catch (RequestRefused e) {
            throw refused(e);
        }
        Json.answer(
                exchange,
                201,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("uid", imported.uid());
                    json.writeStringField("title", imported.title());
                    json.writeNumberField("panels", imported.panels());
                    Json.texts(json, "converted", converted);
                    Json.texts(json, "notConverted", notConverted);
                    json.writeEndObject();
                });
    }

    /** Beside the dashboard of a wrapper; tools that write for Grafana say folderUid. */
    private static String folder(JsonNode body) {
        return body.path("dashboard").isObject()
                ? body.path("folder").asText(body.path("folderUid").asText(""))
                : "";
    }

    private void delete(Exchange exchange) throws HttpError {
        try {
            store().delete(exchange.variable("uid"));
        } catch (RequestRefused e) {
            throw refused(e);
        }
        exchange.empty(204);
    }

    /** One line for each panel, sent as soon as it is ready. */
    private void panels(Exchange exchange) throws IOException, HttpError, InterruptedException {
        PanelRunner runner = runner();
        String query = text(exchange);
        exchange.setHeader("Cache-Control", "no-store");
        OutputStream out = exchange.open(200, "application/x-ndjson");
        try {
            runner.run(
                    query,
                    access(exchange),
                    answer -> {
                        out.write(answer.getBytes(StandardCharsets.UTF_8));
                        out.write('\n');
                        out.flush();
                    });
        } catch (RequestRefused e) {
            throw refused(e);
        }
        out.close();
    }

    private PanelRunner runner() throws HttpError {
        return rooms.require(PanelRunner.class);
    }

    private static String text(Exchange exchange) throws IOException, HttpError {
        try (InputStream in = exchange.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What can be chosen for a variable. */
    private void choices(Exchange exchange) throws IOException, HttpError, InterruptedException {
        String answer;
        try {
            answer = runner().choices(text(exchange), access(exchange));
        } catch (RequestRefused e) {
            throw refused(e);
        }
        exchange.bytes(200, Json.TYPE, answer.getBytes(StandardCharsets.UTF_8));
    }

    /** What the caller may do with panels. */
    static PanelRunner.Access access(Exchange exchange) {
        return switch (exchange.caller().role()) {
            case ANONYMOUS -> PanelRunner.Access.ANONYMOUS;
            case VIEWER -> PanelRunner.Access.VIEWER;
            case EDITOR -> PanelRunner.Access.EDITOR;
            case ADMIN -> PanelRunner.Access.ADMIN;
        };
    }

    static HttpError refused(RequestRefused e) {
        return new HttpError(e.kind().status(), String.valueOf(e.getMessage()));
    }
}
