package io.gnomon.exporters.blackbox.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.exporters.blackbox.internal.config.ModulesFile;
import io.gnomon.exporters.blackbox.internal.config.ProbeModule;
import io.gnomon.exporters.blackbox.internal.probers.Deadlines;
import io.gnomon.exporters.blackbox.internal.probers.DnsProber;
import io.gnomon.exporters.blackbox.internal.probers.GrpcProber;
import io.gnomon.exporters.blackbox.internal.probers.HttpProber;
import io.gnomon.exporters.blackbox.internal.probers.IcmpProber;
import io.gnomon.exporters.blackbox.internal.probers.Names;
import io.gnomon.exporters.blackbox.internal.probers.Prober;
import io.gnomon.exporters.blackbox.internal.probers.TcpProber;
import io.gnomon.exporters.blackbox.internal.probers.UnixProber;
import io.gnomon.exporters.blackbox.internal.probers.WebsocketProber;
import io.gnomon.spi.common.IcmpEcho;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.common.TlsSockets;
import io.gnomon.spi.common.TracedHttp;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the modules' file and makes the probers of its modules. Any thread. */
final class ModulesLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModulesLoader.class);
    private static final String USUAL = "blackbox.yml";

    private final Path file;
    private final SettingsBinder binder;
    private final TracedHttp http;
    private final TlsSockets tls;
    private final IcmpEcho icmp;
    private final @Nullable JsonConditions conditions;
    private final Deadlines deadlines = new Deadlines();

    ModulesLoader(
            BlackboxSettings settings,
            SettingsBinder binder,
            TracedHttp http,
            TlsSockets tls,
            IcmpEcho icmp,
            @Nullable JsonConditions conditions) {
        this.file = Path.of(settings.configFile());
        this.binder = binder;
        this.http = http;
        this.tls = tls;
        this.icmp = icmp;
        this.conditions = conditions;
    }

    /**
     * Reads the file now.
     *
     * @throws IOException with a sentence when it cannot be read or is not valid
     */
    Modules load() throws IOException {
        ModulesFile read;
        try {
            read = ModulesFile.read(binder, file.toString(), text(), conditions);
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
        read.refusals().values().forEach(LOG::warn);
        Names names = new Names();
        Map<String, Prober> probers = new LinkedHashMap<>();
        read.modules()
                .forEach((name, module) -> {
                    if (!read.refusals().containsKey(name)) {
                        probers.put(name, prober(name, module, names));
                    }
                });
        return new Modules(read, probers);
    }

    private String text() throws IOException {
        if (!Files.exists(file) && file.equals(Path.of(USUAL))) {
            try (InputStream usual = ModulesLoader.class.getResourceAsStream(USUAL)) {
                if (usual == null) {
                    throw new IOException("the usual modules are missing in this bundle");
                }
                return new String(usual.readAllBytes(), UTF_8);
            }
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException(
                    "the modules' file "
                            + file.toAbsolutePath()
                            + (e instanceof NoSuchFileException
                                    ? " does not exist"
                                    : " cannot be read: " + e),
                    e);
        }
    }

    /** A stamp that changes with the file; what cannot be asked has none. */
    String stamp() {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "";
        }
    }

    private Prober prober(String name, ProbeModule module, Names names) {
        try {
            return switch (module.prober()) {
                case HTTP -> new HttpProber(module.http(), names, http, conditions);
                case TCP -> new TcpProber(module.tcp(), names, deadlines, tls);
                case UNIX -> new UnixProber(module.unix(), deadlines, tls);
                case DNS -> {
                    var dns = module.dns();
                    if (dns == null) {
                        throw new IllegalStateException(name);
                    }
                    yield new DnsProber(dns, names, deadlines, tls);
                }
                case ICMP -> new IcmpProber(module.icmp(), names, icmp);
                case GRPC -> new GrpcProber(module.grpc(), names, http);
                case WEBSOCKET ->
                        new WebsocketProber(module.websocket(), names, deadlines, tls, http);
            };
        } catch (IllegalArgumentException e) {
            // A certificate that is not there yet makes probes fail, not the other modules.
            LOG.warn("{}: module {}: {}", file, name, e.getMessage());
            return _ -> {
                throw new IOException(e.getMessage(), e);
            };
        }
    }

    @Override
    public void close() {
        deadlines.close();
    }
}
