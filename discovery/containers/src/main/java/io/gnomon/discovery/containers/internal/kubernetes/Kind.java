package io.gnomon.discovery.containers.internal.kubernetes;

import org.jspecify.annotations.Nullable;

/** Kinds of objects that are listed, with the place in the API. */
enum Kind {
    NODE("/api/v1", "nodes", false, Role.NODE),
    NAMESPACE("/api/v1", "namespaces", false, null),
    POD("/api/v1", "pods", true, Role.POD),
    SERVICE("/api/v1", "services", true, Role.SERVICE),
    ENDPOINTS("/api/v1", "endpoints", true, Role.ENDPOINTS),
    ENDPOINTSLICE("/apis/discovery.k8s.io/v1", "endpointslices", true, Role.ENDPOINTSLICE),
    INGRESS("/apis/networking.k8s.io/v1", "ingresses", true, Role.INGRESS),
    REPLICASET("/apis/apps/v1", "replicasets", true, null),
    JOB("/apis/batch/v1", "jobs", true, null);

    private final String group;
    private final String plural;

    /** Whether its objects are in namespaces. */
    final boolean namespaced;

    /** Whose selector chooses among its objects. */
    final @Nullable Role role;

    Kind(String group, String plural, boolean namespaced, @Nullable Role role) {
        this.group = group;
        this.plural = plural;
        this.namespaced = namespaced;
        this.role = role;
    }

    static Kind of(Role role) {
        for (Kind kind : values()) {
            if (role.equals(kind.role)) {
                return kind;
            }
        }
        throw new AssertionError(role);
    }

    /** Path of the list; an empty namespace is all of them. */
    String path(String namespace) {
        return namespaced && !namespace.isEmpty()
                ? group + "/namespaces/" + namespace + "/" + plural
                : group + "/" + plural;
    }
}
