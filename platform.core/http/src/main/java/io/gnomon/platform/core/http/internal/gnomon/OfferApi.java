package io.gnomon.platform.core.http.internal.gnomon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DashboardStore.Change;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dashboards and rule files that active plugins carry, to be taken over by who wants them: files
 * {@code offers/dashboards/NAME.json} and {@code offers/rules/NAME.yml} of a bundle. Taken over, a
 * dashboard lies in the user's folder of dashboards and a rule file in rules.d; both are the user's
 * from then on.
 */
public final class OfferApi {
    private static final String OFFERS = GnomonApi.ROOT + "/offers";
    private static final Pattern PATH =
            Pattern.compile("offers/(dashboards/([^/]+)\\.json|rules/([^/]+\\.ya?ml))");

    private final Rooms rooms;

    public OfferApi(Rooms rooms) {
        this.rooms = rooms;
    }

    /** What is offered. */
    private enum Kind {
        DASHBOARD,
        RULES
    }

    /** How an offer stands to what is there. */
    private enum Standing {
        /** There is none of its name. */
        NEW,
        /** It has been taken over as it is. */
        TAKEN,
        /** There is another one: of an older version, or changed by the user. */
        DIFFERENT
    }

    /**
     * An offer.
     *
     * @param name uid of the dashboard, or name of the rule file
     * @param version of what is there, empty for nothing
     */
    private record Offer(
            PluginStatus plugin,
            String path,
            Kind kind,
            String name,
            String title,
            String text,
            Standing standing,
            String version) {}

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(OFFERS, this::list);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON).post(OFFERS + "/take", this::take);
    }

    private PluginAdmin admin() throws HttpError {
        return rooms.require(PluginAdmin.class);
    }

    private DashboardStore dashboards() throws HttpError {
        return rooms.require(DashboardStore.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<Offer> offers = new ArrayList<>();
        for (PluginStatus plugin : admin().list()) {
            if (plugin.state() == State.ACTIVE) {
                for (String path : new TreeSet<>(plugin.integrity().keySet())) {
                    Offer offer = offer(plugin, path);
                    if (offer != null) {
                        offers.add(offer);
                    }
                }
            }
        }
        Json.list(exchange, offers, OfferApi::write);
    }

    private static void write(JsonGenerator json, Offer offer) throws IOException {
        json.writeStartObject();
        json.writeStringField("plugin", offer.plugin().id());
        json.writeStringField("pluginName", offer.plugin().name());
        json.writeStringField("path", offer.path());
        json.writeStringField("kind", text(offer.kind()));
        json.writeStringField("name", offer.name());
        json.writeStringField("title", offer.title());
        json.writeStringField("state", text(offer.standing()));
        json.writeEndObject();
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The offer of a path, null when it is another file. */
    private @Nullable Offer offer(PluginStatus plugin, String path) throws IOException, HttpError {
        Matcher matcher = PATH.matcher(path);
        String text = matcher.matches() ? text(plugin, path) : null;
        if (text == null) {
            return null;
        }
        return matcher.group(3) == null
                ? dashboard(plugin, path, matcher.group(2), text)
                : rules(plugin, path, matcher.group(3), text);
    }

    private @Nullable String text(PluginStatus plugin, String path) throws IOException, HttpError {
        String version = plugin.baseUrl().replaceFirst(".*/([^/]+)/$", "$1");
        URL file = admin().resource(plugin.id(), version, path);
        if (file == null) {
            return null;
        }
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private Offer dashboard(PluginStatus plugin, String path, String fileName, String text)
            throws HttpError, IOException {
        JsonNode json = Json.read(text);
        String uid = json.path("uid").asText(fileName);
        Dashboard there = dashboards().get(uid);
        Standing standing = Standing.NEW;
        if (there != null) {
            boolean same = withoutVersion(Json.read(there.json())).equals(withoutVersion(json));
            standing = same ? Standing.TAKEN : Standing.DIFFERENT;
        }
        return new Offer(
                plugin,
                path,
                Kind.DASHBOARD,
                uid,
                json.path("title").asText(uid),
                text,
                standing,
                there == null ? "0" : Long.toString(there.version()));
    }

    /** What saving changes by itself. */
    private static JsonNode withoutVersion(JsonNode dashboard) {
        return dashboard instanceof ObjectNode object
                ? object.deepCopy().without(List.of("version", "id", "uid"))
                : dashboard;
    }

    private Offer rules(PluginStatus plugin, String path, String name, String text)
            throws IOException {
        WrittenFile there = rooms.config().ruleFolder().file(name);
        Standing standing = Standing.NEW;
        if (there != null) {
            standing = there.text().equals(text) ? Standing.TAKEN : Standing.DIFFERENT;
        }
        return new Offer(
                plugin,
                path,
                Kind.RULES,
                name,
                name,
                text,
                standing,
                there == null ? "" : there.version());
    }

    private void take(Exchange exchange) throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        String id = Json.text(body, "plugin");
        String path = Json.text(body, "path");
        Offer offer = null;
        for (PluginStatus plugin : admin().list()) {
            if (plugin.id().equals(id)
                    && plugin.state() == State.ACTIVE
                    && plugin.integrity().containsKey(path)) {
                offer = offer(plugin, path);
            }
        }
        if (offer == null) {
            throw new HttpError(404, "the plugin \"" + id + "\" does not offer \"" + path + "\"");
        }
        if (offer.standing() == Standing.DIFFERENT && !body.path("overwrite").asBoolean(false)) {
            throw new HttpError(
                    409,
                    "there is another "
                            + (offer.kind() == Kind.RULES ? "rule file " : "dashboard ")
                            + offer.name()
                            + "; send \"overwrite\": true to replace it");
        }
        Offer taken = offer;
        take(taken, exchange.caller().name());
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("kind", text(taken.kind()));
                    json.writeStringField("name", taken.name());
                    json.writeEndObject();
                });
    }

    private void take(Offer offer, String author) throws IOException, HttpError {
        if (offer.standing() == Standing.TAKEN) {
            return;
        }
        try {
            switch (offer.kind()) {
                case DASHBOARD -> {
                    long _ =
                            dashboards()
                                    .save(
                                            offer.name(),
                                            offer.text(),
                                            Long.parseLong(offer.version()),
                                            new Change(
                                                    author,
                                                    "taken over from " + offer.plugin().name()));
                }
                case RULES -> {
                    WrittenFolder folder = rooms.config().ruleFolder();
                    WrittenFile _ = folder.write(offer.name(), offer.text(), offer.version());
                }
            }
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        } catch (VersionConflict e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
    }
}
