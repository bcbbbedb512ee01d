package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads the configuration when the bundle starts. Registers the {@link ConfigService} with a reload
 * on SIGHUP and its metrics, or a {@link StartProblem} instead of all. What other rooms check comes
 * later, with their {@link ConfigCheck}: each is shown what is in force, and a mistake that it
 * finds is a {@link StartProblem} too.
 */
@Component(
        service = {},
        immediate = true)
public final class ConfigStart {
    private static final Logger log = LoggerFactory.getLogger(ConfigStart.class);

    private static final String INTERVAL = "config.auto-reload-interval";

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final List<ConfigCheck> checks = new CopyOnWriteArrayList<>();
    private @Nullable AutoReload autoReload;

    private final BundleContext context;
    private volatile @Nullable ConfigFiles files;
    private volatile @Nullable QueryEngine engine;
    private boolean active;
    private boolean started;

    @Activate
    public ConfigStart(BundleContext context) {
        this.context = context;
    }

    @Activate
    synchronized void activate() {
        active = true;
        start();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindEngine(QueryEngine bound) {
        engine = bound;
        start();
    }

    synchronized void unbindEngine(QueryEngine gone) {
        if (gone.equals(engine)) {
            engine = null;
        }
    }

    /** Not under a lock: a check waits for plugins that are being taken in. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCheck(ConfigCheck check) {
        checks.add(check);
        ConfigFiles read = files;
        if (read != null) {
            check(read, check);
        }
    }

    void unbindCheck(ConfigCheck check) {
        checks.remove(check);
    }

    private void check(ConfigFiles read, ConfigCheck check) {
        try {
            check.check(read.current());
        } catch (SettingsException e) {
            cannotStart("used", e);
        }
    }

    private void cannotStart(String how, Exception why) {
        StartProblem problem = new StartProblem(String.valueOf(why.getMessage()));
        register(StartProblem.class, problem, Map.of());
        log.error("the configuration cannot be {}: {}", how, problem);
    }

    /** Reads the files, unless that was done; with rule files it waits for a query engine. */
    private void start() {
        if (started || !active) {
            return;
        }
        try {
            ConfigReader reader =
                    new ConfigReader(
                            orEmpty(context.getProperty("config.file")),
                            orEmpty(context.getProperty("gnomon.config-file")),
                            alertmanager(context),
                            Path.of(""),
                            Path.of(orEmpty(context.getProperty("gnomon.data"))),
                            ReadingOptions.ofProcess(features(context))
                                    .withAgent("true".equals(context.getProperty("agent"))),
                            () -> engine);
            ConfigFiles read = new ConfigFiles(reader, InstantSource.system(), () -> checks);
            started = true;
            if ("true".equals(context.getProperty("config.auto-reload"))) {
                Duration interval = interval(context.getProperty(INTERVAL));
                autoReload = new AutoReload(read, reader::checksum).every(interval);
            }
            register(ConfigService.class, read, Map.of());
            register(Runnable.class, () -> reload(read), Map.of("gnomon.signal", "HUP"));
            register(ExporterFactory.class, new ConfigMetrics(read), Map.of());
            files = read;
            checks.forEach(check -> check(read, check));
        } catch (ConfigReader.LanguageAbsent e) {
            log.debug("there are rule files; the query engine has not started yet");
        } catch (SettingsException | IllegalArgumentException e) {
            started = true;
            cannotStart("read", e);
        }
    }

    /**
     * Where the Alertmanager configuration is.
     *
     * @throws IllegalArgumentException when features contradict each other
     */
    private static AlertmanagerSource alertmanager(BundleContext context) {
        return new AlertmanagerSource(
                orEmpty(context.getProperty("gnomon.alertmanager.config-file")),
                Path.of("alertmanager.yml"),
                MatcherSyntax.ofFeatures(features(context)));
    }

    private static List<String> features(BundleContext context) {
        return List.of(orEmpty(context.getProperty("enable-feature")).split(",", -1));
    }

    /**
     * The time between two looks at the files.
     *
     * @throws IllegalArgumentException with a sentence
     */
    static Duration interval(@Nullable String flag) {
        String text = orEmpty(flag).isEmpty() ? "30s" : orEmpty(flag);
        long millis;
        try {
            millis = Durations.parseMillis(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--%s=%s: %s".formatted(INTERVAL, text, e.getMessage()), e);
        }
        if (millis < 1000) {
            throw new IllegalArgumentException(
                    "--%s=%s: give 1s or more".formatted(INTERVAL, text));
        }
        return Duration.ofMillis(millis);
    }

    private synchronized <T> void register(
            Class<T> type, T service, Map<String, String> properties) {
        registrations.add(
                context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    private static void reload(ConfigService service) {
        try {
            service.reload();
        } catch (SettingsException e) {
            log.debug("the reload that SIGHUP asked for failed", e);
        }
    }

    @Deactivate
    synchronized void stop() {
        active = false;
        if (autoReload != null) {
            autoReload.close();
        }
        registrations.forEach(ServiceRegistration::unregister);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
