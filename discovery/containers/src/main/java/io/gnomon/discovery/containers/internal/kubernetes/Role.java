package io.gnomon.discovery.containers.internal.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What targets are made of; each role is also a kind of objects that can be selected. */
enum Role {
    NODE,
    POD,
    SERVICE,
    ENDPOINTS,
    ENDPOINTSLICE,
    INGRESS;

    /**
     * The role of a name.
     *
     * @throws IllegalArgumentException with the names that there are
     */
    static Role of(String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "unknown Kubernetes SD role \"%s\"; valid: %s".formatted(name, names()));
    }

    static String names() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
    }

    /** Its name, which is also that of its labels. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Kinds of objects whose selectors matter to this role. */
    List<Role> selectors() {
        return switch (this) {
            case POD -> List.of(POD, NODE);
            case ENDPOINTS, ENDPOINTSLICE -> List.of(POD, SERVICE, this);
            default -> List.of(this);
        };
    }
}
