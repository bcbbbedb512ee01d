package io.gnomon.platform.core.http.internal;

import io.gnomon.platform.core.http.internal.json.FileTypes;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the administrator under {@code /user/}: the folder that {@code --web.user-assets} names,
 * as Prometheus serves it, but without lists of folders. Links lead nowhere outside of it.
 */
final class UserAssets {
    private final Path folder;

    private UserAssets(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds the route when the flag is given.
     *
     * @throws IOException with a sentence when it names no folder
     */
    static void addTo(Routes routes, String flag) throws IOException {
        if (flag.isEmpty()) {
            return;
        }
        Path folder = Path.of(flag);
        if (!Files.isDirectory(folder)) {
            throw new IOException("--web.user-assets: " + folder + " is not a folder");
        }
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get("/user/{path...}", new UserAssets(folder.toRealPath())::file);
    }

    private void file(Exchange exchange) throws IOException, HttpError {
        String asked = exchange.variable("path");
        boolean isFolder = asked.isEmpty() || asked.endsWith("/");
        Path wanted = folder.resolve(isFolder ? asked + "index.html" : asked);
        // The folder's own links are resolved too: what they name must lie inside.
        if (!Files.isRegularFile(wanted) || !wanted.toRealPath().startsWith(folder)) {
            throw new HttpError(404, "404 page not found");
        }
        exchange.setHeader("Content-Length", Long.toString(Files.size(wanted)));
        String type = URLConnection.guessContentTypeFromName(wanted.toString());
        try (OutputStream out =
                exchange.open(200, type == null ? FileTypes.of(wanted.toString()) : type)) {
            Files.copy(wanted, out);
        }
    }
}
