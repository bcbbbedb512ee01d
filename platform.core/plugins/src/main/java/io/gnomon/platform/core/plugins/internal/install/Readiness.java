package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Waits until the components of a started bundle can be called. */
final class Readiness {
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final FactoryRegistry registry;

    Readiness(BundleContext context, ServiceComponentRuntime components, FactoryRegistry registry) {
        this.context = context;
        this.components = components;
        this.registry = registry;
    }

    /**
     * Waits until all components are satisfied and all factories are taken in. What a component
     * waits for comes as a service, and services tell when they come; Declarative Services itself
     * is one that tells of its components' changes.
     *
     * @throws PluginRefused saying what is missing when time is over, or what cannot come any more
     */
    void await(Bundle bundle, Duration patience) throws PluginRefused, InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = change -> changes.release();
        context.addServiceListener(listener);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            List<String> missing = missing(bundle);
            while (!missing.isEmpty()) {
                if (!changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new PluginRefused(String.join("; ", missing));
                }
                changes.drainPermits();
                missing = missing(bundle);
            }
        } finally {
            context.removeServiceListener(listener);
        }
        try {
            registry.takenIn(bundle).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PluginRefused(Words.of(Words.causeOf(e)), e);
        } catch (TimeoutException e) {
            throw new PluginRefused("its factory did not say its name in time", e);
        }
    }

    private List<String> missing(Bundle bundle) throws PluginRefused {
        List<String> known = registry.componentsOf(bundle);
        List<String> missing = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            if (description.defaultEnabled) {
                var configurations = components.getComponentConfigurationDTOs(description);
                refuseFailed(description, configurations);
                missing(description, configurations, known).forEach(missing::add);
            }
        }
        return missing;
    }

    /** Nobody waits for another try of an activation that has thrown. */
    private static void refuseFailed(
            ComponentDescriptionDTO description,
            Collection<ComponentConfigurationDTO> configurations)
            throws PluginRefused {
        for (ComponentConfigurationDTO configuration : configurations) {
            if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                throw new PluginRefused(
                        "the component %s could not be activated: %s"
                                .formatted(description.name, cause(configuration.failure)));
            }
        }
    }

    /** What was thrown first, without the class of the exception, from a stack trace's text. */
    private static String cause(String stackTrace) {
        String last =
                stackTrace
                        .lines()
                        .filter(line -> !line.startsWith("\t"))
                        .reduce("", (earlier, later) -> later);
        return last.replaceFirst("^(Caused by: )?([\\w.$]+(Exception|Error): )?", "");
    }

    private static Stream<String> missing(
            ComponentDescriptionDTO description,
            Collection<ComponentConfigurationDTO> configurations,
            List<String> known) {
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
