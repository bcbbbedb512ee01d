package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon push metrics}: sends the samples of text expositions by remote write. Arguments:
 * file of {@code http_config} (empty for none), timeout, message type, URL, then any number of
 * {@code label:name=value}, {@code header:name=value} and {@code file:name}; without a file the
 * standard input is read. Output and exit codes are promtool's.
 */
public final class PushMetrics implements ToolProvider {
    private static final int COMMON = 4;

    @Override
    public String name() {
        return "gnomon push metrics";
    }

    /** Where the text comes from. */
    private interface Source {
        byte[] read() throws IOException;
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        for (String argument : List.of(arguments).subList(COMMON, arguments.length)) {
            int colon = argument.indexOf(':');
            String rest = argument.substring(colon + 1);
            switch (argument.substring(0, colon)) {
                case "label" -> put(labels, rest);
                case "header" -> put(headers, rest);
                default -> files.add(rest);
            }
        }
        RemoteWriteConfig config;
        try (HttpCaller caller = caller(arguments[0])) {
            config = config(arguments[1], arguments[2], arguments[3], headers);
            Endpoint endpoint = new Endpoint(caller, config);
            TextMessage message = new TextMessage(config.version2(), labels);
            if (files.isEmpty()) {
                out.println("Parsing standard input");
                boolean sent = push(System.in::readAllBytes, message, endpoint, out, err);
                out.print(sent ? "  SUCCESS: metrics pushed to remote write.\n" : "");
                return sent ? 0 : 1;
            }
            int code = 0;
            for (String file : files) {
                out.println("Parsing metrics file " + file);
                if (push(() -> Files.readAllBytes(Path.of(file)), message, endpoint, out, err)) {
                    out.println("  SUCCESS: metrics file " + file + " pushed to remote write.");
                } else {
                    code = 1;
                }
            }
            return code;
        } catch (SettingsException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void put(Map<String, String> map, String pair) {
        int equals = pair.indexOf('=');
        map.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static HttpCaller caller(String httpConfigFile) throws SettingsException {
        return ServiceLoader.load(HttpClients.class)
                .findFirst()
                .orElseThrow()
                .open(OfflineConfig.http(httpConfigFile));
    }

    private static RemoteWriteConfig config(
            String timeout, String message, String url, Map<String, String> headers)
            throws SettingsException {
        List<Entry> entries = new ArrayList<>();
        headers.forEach((name, value) -> entries.add(entry(name, text(value))));
        Mapping section =
                new Mapping(
                        List.of(
                                entry("url", text(url)),
                                entry("remote_timeout", text(timeout)),
                                entry("protobuf_message", text(message)),
                                entry("headers", mapping(entries))),
                        SettingsNode.empty().position());
        return ServiceLoader.load(SettingsBinder.class)
                .findFirst()
                .orElseThrow()
                .bind(section, RemoteWriteConfig.class);
    }

    private static Mapping mapping(List<Entry> entries) {
        return new Mapping(List.copyOf(entries), SettingsNode.empty().position());
    }

    private static Entry entry(String key, SettingsNode value) {
        return new Entry(key, value.position(), value);
    }

    private static Scalar text(String text) {
        return new Scalar(text, true, SettingsNode.empty().position());
    }

    private static boolean push(
            Source source,
            TextMessage message,
            Endpoint endpoint,
            PrintWriter out,
            PrintWriter err) {
        String problem;
        try {
            byte[] bytes = message.of(source.read(), System.currentTimeMillis());
            Endpoint.Answer answer = endpoint.send(Snappy.pack(bytes), 0);
            problem = answer.kind() == Endpoint.Kind.DELIVERED ? "" : answer.sentence();
        } catch (IOException | ExpositionException e) {
            problem = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted";
        }
        if (problem.isEmpty()) {
            return true;
        }
        out.flush();
        err.println("  FAILED: " + problem);
        return false;
    }
}
