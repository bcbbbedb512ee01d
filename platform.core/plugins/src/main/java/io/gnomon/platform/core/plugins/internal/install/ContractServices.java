package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import java.util.Set;
import java.util.TreeSet;

/**
 * The services of the server's contracts that a bundle offers beside factories, such as the store.
 * Others rely on them, so a version that lacks one cannot take its place.
 */
final class ContractServices {
    private static final String CONTRACTS = "io.gnomon.model.";

    private ContractServices() {}

    static Set<String> of(Bundle bundle) {
        Set<String> names = new TreeSet<>();
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        if (references != null) {
            for (ServiceReference<?> reference : references) {
                for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
                    if (name.startsWith(CONTRACTS)) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /**
     * Checks that all are offered.
     *
     * @throws PluginRefused naming one that is not
     */
    static void require(Bundle bundle, Set<String> services) throws PluginRefused {
        Set<String> missing = new TreeSet<>(services);
        missing.removeAll(of(bundle));
        if (!missing.isEmpty()) {
            throw new PluginRefused(
                    "it does not offer %s, as the version before it does"
                            .formatted(String.join(", ", missing)));
        }
    }
}
