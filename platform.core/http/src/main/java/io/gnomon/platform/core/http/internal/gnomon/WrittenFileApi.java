package io.gnomon.platform.core.http.internal.gnomon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Files of rules.d and alerting.d, which can be written; files that users keep are shown. */
public final class WrittenFileApi {
    private static final String YAML = "application/yaml; charset=utf-8";

    private final String path;
    private final Access read;
    private final Access write;
    private final Supplier<WrittenFolder> folder;
    private final Supplier<List<String>> readOnly;
    private final ReadOnlyText readOnlyText;

    /** What is shown of a file that its user keeps. */
    @FunctionalInterface
    private interface ReadOnlyText {
        String of(String file) throws IOException;
    }

    /**
     * @param path of the list
     * @param read who may see a file's text
     * @param write who may change it
     * @param readOnly files of the same kind, those of the folder may be among them
     * @param readOnlyText asked for those alone
     */
    private WrittenFileApi(
            String path,
            Access read,
            Access write,
            Supplier<WrittenFolder> folder,
            Supplier<List<String>> readOnly,
            ReadOnlyText readOnlyText) {
        this.path = path;
        this.read = read;
        this.write = write;
        this.folder = folder;
        this.readOnly = readOnly;
        this.readOnlyText = readOnlyText;
    }

    public static WrittenFileApi rules(Rooms rooms) {
        return new WrittenFileApi(
                GnomonApi.ROOT + "/rules/files",
                Access.READ,
                Access.EDITOR,
                () -> rooms.config().ruleFolder(),
                () -> rooms.config().current().ruleFiles().stream().map(RuleFile::file).toList(),
                file -> Files.readString(Path.of(file)));
    }

    /** For administrators: receivers hold secrets, and may name any file of the server as one. */
    public static WrittenFileApi alerting(Rooms rooms) {
        return new WrittenFileApi(
                GnomonApi.ROOT + "/alerting/files",
                Access.ADMIN,
                Access.ADMIN,
                () -> rooms.config().alertingFolder(),
                () ->
                        Stream.of(rooms.config().current().alertmanager().file())
                                .filter(file -> !file.isEmpty())
                                .toList(),
                file -> rooms.config().current().alertmanager().text());
    }

    public void addTo(Routes routes) {
        routes.group(read, ErrorStyle.GNOMON)
                .get(path, this::list)
                .get(path + "/{name}", this::get);
        routes.group(write, ErrorStyle.GNOMON)
                .put(path + "/{name}", this::put)
                .delete(path + "/{name}", this::delete);
    }

    private void list(Exchange exchange) throws IOException {
        List<WrittenFile> written = folder.get().files();
        Path place = folder.get().folder();
        List<String> others = readOnly.get();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (WrittenFile file : written) {
                        json.writeStartObject();
                        json.writeStringField("name", file.name());
                        json.writeStringField("file", place.resolve(file.name()).toString());
                        json.writeBooleanField("readOnly", false);
                        json.writeStringField("version", file.version());
                        json.writeEndObject();
                    }
                    for (String file : others) {
                        Path other = Path.of(file);
                        if (!place.equals(other.getParent())) {
                            json.writeStartObject();
                            json.writeStringField("name", other.getFileName().toString());
                            json.writeStringField("file", file);
                            json.writeBooleanField("readOnly", true);
                            json.writeEndObject();
                        }
                    }
                    json.writeEndArray();
                });
    }

    private static String name(Exchange exchange) throws HttpError {
        String name = exchange.variable("name");
        if (!WrittenFolder.isName(name)) {
            throw new HttpError(
                    400,
                    "\"%s\" cannot be the name of a file; valid are letters, digits, '.', '_'"
                                    .formatted(name)
                            + " and '-', ending in .yml");
        }
        return name;
    }

    private void get(Exchange exchange) throws IOException, HttpError {
        String kept = exchange.parameter("file");
        if (!kept.isEmpty()) {
            readOnly(exchange, kept);
            return;
        }
        String name = name(exchange);
        WrittenFile file = folder.get().file(name);
        if (file == null) {
            throw new HttpError(404, "there is no " + name + " in " + folder.get().folder());
        }
        exchange.setHeader("ETag", '"' + file.version() + '"');
        exchange.bytes(200, YAML, file.text().getBytes(UTF_8));
    }

    /** A file that its user keeps; no other file of the machine. */
    private void readOnly(Exchange exchange, String file) throws IOException, HttpError {
        if (!readOnly.get().contains(file)) {
            throw new HttpError(404, "\"" + file + "\" is none of the files that are in force");
        }
        String text;
        try {
            text = readOnlyText.of(file);
        } catch (IOException e) {
            throw new HttpError(404, "cannot read " + file + ": " + e.getMessage());
        }
        exchange.bytes(200, YAML, text.getBytes(UTF_8));
    }

    private void put(Exchange exchange) throws IOException, HttpError {
        String name = name(exchange);
        String known = known(exchange);
        String yaml;
        try (InputStream in = exchange.body()) {
            yaml = new String(in.readAllBytes(), UTF_8);
        }
        WrittenFile written;
        try {
            written = folder.get().write(name, yaml, known);
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        } catch (VersionConflict e) {
            throw new HttpError(412, String.valueOf(e.getMessage()));
        }
        exchange.setHeader("ETag", '"' + written.version() + '"');
        Json.answer(
                exchange,
                known.isEmpty() ? 201 : 200,
                json -> Json.write(json, Map.of("version", written.version())));
    }

    private void delete(Exchange exchange) throws IOException, HttpError {
        String name = name(exchange);
        if (folder.get().file(name) == null) {
            throw new HttpError(404, "there is no " + name + " in " + folder.get().folder());
        }
        try {
            folder.get().delete(name, known(exchange));
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        } catch (VersionConflict e) {
            throw new HttpError(412, String.valueOf(e.getMessage()));
        }
        exchange.empty(204);
    }

    /** The version that is to be replaced: If-Match; none for a new file. */
    static String known(Exchange exchange) {
        return exchange.header("If-Match").strip().replaceFirst("^\"(.*)\"$", "$1");
    }
}
