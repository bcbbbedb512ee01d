package io.gnomon.platform.core.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

@Timeout(60)
class UserAssetsTest {
    @TempDir private Path folder;

    @Test
    void filesOfTheFolderAndNothingElse() throws Exception {
        Path assets = Files.createDirectories(folder.resolve("assets/sub"));
        Files.writeString(assets.resolve("a b.txt"), "text");
        Files.writeString(assets.resolve("index.html"), "<p>page");
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("assets/link"), folder.resolve("secret"));
        Routes routes = new Routes();
        UserAssets.addTo(routes, folder.resolve("assets").toString());
        try (TestServer server = TestServer.of(routes)) {
            HttpResponse<String> text = server.get("/user/sub/a%20b.txt");
            assertEquals("text", text.body());
            assertTrue(
                    text.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
            HttpResponse<String> page = server.get("/user/sub/");
            assertEquals("<p>page", page.body());
            assertTrue(
                    page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
            assertEquals(404, server.get("/user/sub").statusCode());
            assertEquals(404, server.get("/user/link").statusCode());
            assertEquals(404, server.get("/user/nothing").statusCode());
            for (String up : new String[] {"/user/../secret", "/user/%2e%2e/secret"}) {
                String answer =
                        server.raw(
                                "GET "
                                        + up
                                        + " HTTP/1.1\r\n"
                                        + "Host: localhost\r\n"
                                        + "Connection: close\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            }
        }
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> UserAssets.addTo(new Routes(), folder.resolve("nowhere").toString()));
        assertTrue(e.toString().contains("--web.user-assets"), e.toString());
    }
}
