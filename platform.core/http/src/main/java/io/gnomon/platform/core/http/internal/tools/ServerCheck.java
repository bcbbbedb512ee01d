package io.gnomon.platform.core.http.internal.tools;

import io.gnomon.platform.core.http.internal.tools.ApiClient.Answer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Asks a server how it is. Arguments: file of {@code http_config} (empty for none), URL. */
abstract class ServerCheck implements ToolProvider {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final String path;

    ServerCheck(String name, String path) {
        this.name = "gnomon check " + name;
        this.path = path;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int run(PrintWriter out, PrintWriter err, String... arguments) {
        try (ApiClient client = new ApiClient(arguments[1], arguments[0], Map.of())) {
            Answer answer = client.fetch(path, TIMEOUT);
            if (answer.status() == 200) {
                err.println("  SUCCESS:  " + answer.text());
                return 0;
            }
            err.println("check failed: URL=" + client.server() + ", status=" + answer.status());
        } catch (ApiException e) {
            err.println(e.getMessage());
        }
        return 1;
    }
}
