package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Waits until the components of a started bundle can be called. */
final class Readiness {
    private static final long STEP_MILLIS = 10;

    private final ServiceComponentRuntime components;
    private final FactoryRegistry registry;

    Readiness(ServiceComponentRuntime components, FactoryRegistry registry) {
        this.components = components;
        this.registry = registry;
    }

    /**
     * Waits until all components are satisfied and all factories are taken in.
     *
     * @throws PluginRefused saying what is missing when time is over
     */
    void await(Bundle bundle, Duration patience) throws PluginRefused, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> missing = missing(bundle);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            missing = missing(bundle);
        }
        if (!missing.isEmpty()) {
            throw new PluginRefused(String.join("; ", missing));
        }
        try {
            registry.takenIn(bundle).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PluginRefused(Words.of(Words.causeOf(e)), e);
        } catch (TimeoutException e) {
            throw new PluginRefused("its factory did not say its name in time", e);
        }
    }

    private List<String> missing(Bundle bundle) {
        List<String> known = registry.componentsOf(bundle);
        return components.getComponentDescriptionDTOs(bundle).stream()
                .filter(description -> description.defaultEnabled)
                .flatMap(description -> missing(description, known))
                .toList();
    }

    private Stream<String> missing(ComponentDescriptionDTO description, List<String> known) {
        var configurations = components.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty()) {
            return Stream.of(
                    "the component %s waits for its configuration".formatted(description.name));
        }
        if (isFactory(description) && !known.contains(description.name)) {
            String reasons =
                    String.join(", ", configurations.stream().map(Readiness::reason).toList());
            return Stream.of("the component %s %s".formatted(description.name, reasons));
        }
        return configurations.stream()
                .filter(Readiness::waits)
                .map(c -> "the component %s %s".formatted(description.name, reason(c)));
    }

    private static boolean isFactory(ComponentDescriptionDTO description) {
        return Stream.of(description.serviceInterfaces).anyMatch(s -> Kind.ofService(s) != null);
    }

    private static boolean waits(ComponentConfigurationDTO configuration) {
        return configuration.state != ComponentConfigurationDTO.SATISFIED
                && configuration.state != ComponentConfigurationDTO.ACTIVE;
    }

    private static String reason(ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                    "waits for its configuration";
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                    "waits for "
                            + String.join(
                                    ", ",
                                    Stream.of(configuration.unsatisfiedReferences)
                                            .map(r -> service(configuration, r.name))
                                            .toList());
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    "could not be activated: "
                            + configuration.failure.lines().findFirst().orElse("");
            default -> "has not registered its service yet";
        };
    }

    private static String service(ComponentConfigurationDTO configuration, String reference) {
        return Stream.of(configuration.description.references)
                .filter(r -> r.name.equals(reference))
                .map(r -> "the service " + r.interfaceName + ", which nothing offers")
                .findFirst()
                .orElse("the reference " + reference);
    }
}
