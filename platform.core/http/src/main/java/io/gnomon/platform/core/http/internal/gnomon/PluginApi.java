package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.FileTypes;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginRefused;
import io.gnomon.spi.runtime.Plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Installing, starting, stopping and calling plugins, and the files of panels. */
public final class PluginApi {
    private static final long JAR_BYTES_MAX = 256L << 20;

    /** Neither a folder nor hidden, nothing that cannot be printed. */
    private static final Pattern FILE_NAME =
            Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,199}");

    private static final String PLUGINS = GnomonApi.ROOT + "/plugins";

    private final Rooms rooms;
    private final PluginJson plugins;

    public PluginApi(Rooms rooms, String externalPath) {
        this.rooms = rooms;
        this.plugins = new PluginJson(externalPath);
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(PLUGINS, this::list)
                .get(PLUGINS + "/{id}/schemas", new PluginSchemas(rooms)::answer)
                .post(PLUGINS + "/{id}/call/{method}", this::call);
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .add("POST", PLUGINS, JAR_BYTES_MAX, this::upload)
                .get(PLUGINS + "/catalogue", this::catalogue)
                .post(PLUGINS + "/catalogue", this::take)
                .post(PLUGINS + "/confirm", this::confirm)
                .post(PLUGINS + "/{id}/start", change(PluginAdmin::start))
                .post(PLUGINS + "/{id}/stop", change(PluginAdmin::stop))
                .post(PLUGINS + "/{id}/rollback", change(PluginAdmin::rollBack))
                .delete(PLUGINS + "/{id}", this::remove);
        routes.group(Access.OPEN, ErrorStyle.TEXT)
                .get("/plugins/{id}/{version}/{path...}", this::file);
    }

    private PluginAdmin admin() throws HttpError {
        return rooms.require(PluginAdmin.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<PluginStatus> all = admin().list();
        Json.list(exchange, all, (json, plugin) -> plugins.write(json, plugin));
    }

    private void answer(Exchange exchange, int status, PluginStatus plugin) throws IOException {
        Json.answer(exchange, status, json -> plugins.write(json, plugin));
    }

    private void upload(Exchange exchange) throws IOException, HttpError {
        String name = fileName(exchange.header("X-File-Name"));
        PluginStatus plugin;
        try (InputStream jar = exchange.body()) {
            plugin = admin().upload(name, jar, exchange.caller().name());
            about(exchange, plugin);
        } catch (PluginRefused e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
        answer(exchange, 201, plugin);
    }

    private static void about(Exchange exchange, PluginStatus plugin) {
        exchange.about(plugin.id() + " " + plugin.version());
    }

    private static String fileName(String urlEncoded) throws HttpError {
        try {
            String name = URLDecoder.decode(urlEncoded, StandardCharsets.UTF_8);
            if (FILE_NAME.matcher(name).matches()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new HttpError(
                400,
                "the header X-File-Name must name the jar, URL-encoded and without a folder, such"
                        + " as x-1.0.jar");
    }

    private void catalogue(Exchange exchange) throws IOException, HttpError {
        PluginCatalogue catalogue = admin().catalogue();
        Json.answer(exchange, 200, json -> PluginJson.write(json, catalogue));
    }

    /** Lays a jar of the catalogue among those that wait for their confirmation. */
    private void take(Exchange exchange) throws IOException, HttpError {
        String sha256 = Json.text(Json.object(exchange), "sha256");
        try {
            PluginStatus plugin = admin().take(sha256, exchange.caller().name());
            about(exchange, plugin);
            answer(exchange, 201, plugin);
        } catch (PluginRefused e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
    }

    private void confirm(Exchange exchange) throws IOException, HttpError {
        String sha256 = Json.text(Json.object(exchange), "sha256");
        admin().list().stream()
                .filter(plugin -> plugin.sha256().equals(sha256))
                .findFirst()
                .ifPresent(plugin -> about(exchange, plugin));
        try {
            answer(exchange, 200, admin().confirm(sha256, exchange.caller().name()));
        } catch (PluginRefused e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
    }

    private interface Change {
        PluginStatus apply(PluginAdmin admin, String id, String user) throws PluginRefused;
    }

    private io.gnomon.platform.core.http.internal.routing.Endpoint change(Change change) {
        return exchange -> {
            String id = known(exchange);
            try {
                PluginStatus plugin = change.apply(admin(), id, exchange.caller().name());
                about(exchange, plugin);
                answer(exchange, 200, plugin);
            } catch (PluginRefused e) {
                throw new HttpError(409, String.valueOf(e.getMessage()));
            }
        };
    }

    /**
     * With the digest of an upload that upload and no other, so that two who decide about it at the
     * same time do not remove what runs.
     */
    private void remove(Exchange exchange) throws IOException, HttpError {
        String id = known(exchange);
        String user = exchange.caller().name();
        String upload = exchange.parameter("upload");
        try {
            if (upload.isEmpty()) {
                admin().remove(id, user);
            } else {
                admin().discard(upload, user);
            }
        } catch (PluginRefused e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
        exchange.empty(204);
    }

    private String known(Exchange exchange) throws HttpError {
        String id = exchange.variable("id");
        if (admin().list().stream().noneMatch(p -> p.id().equals(id))) {
            throw new HttpError(404, "there is no plugin \"" + id + "\"");
        }
        return id;
    }

    /** The role is the panel's own choice for each method. */
    private void call(Exchange exchange) throws IOException, HttpError, InterruptedException {
        Plugins runtime = rooms.require(Plugins.class);
        String id = exchange.variable("id");
        String method = exchange.variable("method");
        try {
            Role needed = Role.of(runtime.panelRole(id, method).name().toLowerCase(Locale.ROOT));
            exchange.requireRole(needed);
            String body;
            try (InputStream in = exchange.body()) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            String answer = runtime.callPanel(id, method, body.isBlank() ? "null" : body);
            exchange.text(200, Json.TYPE, answer);
        } catch (PluginException e) {
            throw PluginSchemas.asHttpError(e);
        }
    }

    /** A panel's file: the path holds its version and digest, so it never changes. */
    private void file(Exchange exchange) throws IOException, HttpError {
        String path = exchange.variable("path");
        URL resource =
                admin().resource(exchange.variable("id"), exchange.variable("version"), path);
        if (resource == null) {
            throw new HttpError(404, "404 page not found");
        }
        exchange.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        try (InputStream in = resource.openStream();
                OutputStream out = exchange.open(200, FileTypes.of(path))) {
            in.transferTo(out);
        }
    }
}
