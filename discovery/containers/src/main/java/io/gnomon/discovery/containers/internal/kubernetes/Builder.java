package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.spi.discovery.TargetGroup;

/** Makes the targets of one object. */
@FunctionalInterface
interface Builder {
    TargetGroup build(Json object, Related related);

    static Builder of(Role role) {
        return switch (role) {
            case NODE -> NodeTargets::build;
            case POD -> PodTargets::build;
            case SERVICE -> ServiceTargets::build;
            case INGRESS -> IngressTargets::build;
            case ENDPOINTS -> EndpointTargets::ofEndpoints;
            case ENDPOINTSLICE -> EndpointTargets::ofSlice;
        };
    }

    static Target target() {
        return Target.of("kubernetes");
    }

    /** Where the group of an object comes from. */
    static String source(Role role, Json object) {
        return role.label()
                + "/"
                + ObjectWatch.key(
                        object.text("metadata", "namespace"), object.text("metadata", "name"));
    }
}
