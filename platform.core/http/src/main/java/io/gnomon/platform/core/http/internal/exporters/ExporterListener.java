package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.http.internal.server.ListenAddress;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which exporters have an address of their own. */
public final class ExporterListener {
    private ExporterListener() {}

    /**
     * Addresses by exporter name, from the flag gnomon.exporter.listen-address and from gnomon.yml;
     * the flag wins.
     *
     * @param flag {@code node=127.0.0.1:9100}, several separated by commas
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Map<String, ListenAddress> all(String flag, GnomonConfig config) {
        Map<String, ListenAddress> addresses = new LinkedHashMap<>();
        config.exporters()
                .forEach((name, section) -> {
                    String listen = section.listen();
                    if (listen != null && !listen.isEmpty()) {
                        addresses.put(name, ListenAddress.parse(listen));
                    }
                });
        for (String entry : flag.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "gnomon.exporter.listen-address: \""
                                + entry
                                + "\" must be EXPORTER=HOST:PORT, such as node=127.0.0.1:9100");
            }
            addresses.put(
                    entry.substring(0, equals).strip(),
                    ListenAddress.parse(entry.substring(equals + 1).strip()));
        }
        return addresses;
    }
}
