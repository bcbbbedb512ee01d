package io.gnomon.platform.core.plugins.internal.install;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what a bundle needs and nothing provides. */
final class MissingRequirements {
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final Pattern NAME = Pattern.compile("\\(([\\w.]+)=([^)]*)\\)");

    private final FrameworkWiring wiring;

    MissingRequirements(BundleContext context) {
        this.wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** A sentence for each requirement that nothing provides; empty when there is none such. */
    List<String> of(Bundle bundle) {
        List<String> sentences = new ArrayList<>();
        for (BundleRequirement requirement :
                bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            Map<String, String> directives = requirement.getDirectives();
            boolean optional =
                    Namespace.RESOLUTION_OPTIONAL.equals(
                                    directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                            || PackageNamespace.RESOLUTION_DYNAMIC.equals(
                                    directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
            boolean atRunTime =
                    !Namespace.EFFECTIVE_RESOLVE.equals(
                            directives.getOrDefault(
                                    Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE,
                                    Namespace.EFFECTIVE_RESOLVE));
            if (!optional && !atRunTime && wiring.findProviders(requirement).isEmpty()) {
                sentences.add(sentence(requirement));
            }
        }
        return sentences;
    }

    private String sentence(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter =
                requirement
                        .getDirectives()
                        .getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String versions = versions(filter);
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                    "needs the package %s%s, which nothing provides%s"
                            .formatted(
                                    value(filter, namespace),
                                    versions,
                                    otherVersions(namespace, value(filter, namespace)));
            case BundleNamespace.BUNDLE_NAMESPACE ->
                    "needs the bundle %s%s, which is not there"
                            .formatted(
                                    value(filter, namespace),
                                    versions.replace(
                                            "version",
                                            BundleNamespace.CAPABILITY_BUNDLE_VERSION_ATTRIBUTE));
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                    "needs another Java than %s: %s".formatted(Runtime.version().feature(), filter);
            default ->
                    "needs the capability %s %s, which nothing provides"
                            .formatted(namespace, filter);
        };
    }

    private static String versions(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        String words = "";
        if (from.find()) {
            words = " version " + from.group(1);
        }
        if (below.find()) {
            words += words.isEmpty() ? " below version " : " up to below ";
            words += below.group(1);
        }
        return words;
    }

    private static String value(String filter, String attribute) {
        Matcher names = NAME.matcher(filter);
        while (names.find()) {
            if (names.group(1).equals(attribute)) {
                return names.group(2);
            }
        }
        return filter;
    }

    private String otherVersions(String namespace, String name) {
        String there =
                wiring.findProviders(new ByName(namespace, name)).stream()
                        .map(c -> String.valueOf(versionOf(c)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return there.isEmpty() ? "" : " (there is %s)".formatted(there);
    }

    private static Object versionOf(BundleCapability capability) {
        return capability
                .getAttributes()
                .getOrDefault(Constants.VERSION_ATTRIBUTE, "a version without number");
    }

    /** Asks for a name in any version. */
    private record ByName(String getNamespace, String name) implements Requirement {
        @Override
        public Map<String, String> getDirectives() {
            return Map.of(
                    Namespace.REQUIREMENT_FILTER_DIRECTIVE,
                    "(%s=%s)".formatted(getNamespace, name));
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public org.osgi.resource.Resource getResource() {
            throw new UnsupportedOperationException("asked by no bundle");
        }
    }
}
