package io.gnomon.platform.core.remote.internal.peer;

import io.gnomon.spi.common.Secret;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Where another server is.
 *
 * @param uri without a user
 * @param headers to be sent with each request
 */
public record PeerAddress(URI uri, Map<String, String> headers) {
    public PeerAddress {
        headers = Map.copyOf(headers);
    }

    /** The address of a URL; a user and password in it become a header. */
    public static PeerAddress of(URI url, Map<String, Secret> given) {
        Map<String, String> headers = new HashMap<>();
        given.forEach((name, value) -> headers.put(name, value.reveal()));
        headers.put("User-Agent", "Gnomon");
        String user = url.getUserInfo();
        if (user == null) {
            return new PeerAddress(url, headers);
        }
        byte[] utf8 = user.getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(utf8));
        return new PeerAddress(URI.create(url.toString().replaceFirst("//[^/]*@", "//")), headers);
    }
}
