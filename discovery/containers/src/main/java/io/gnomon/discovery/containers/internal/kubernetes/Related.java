package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;

/** The objects around the one of which targets are made, and what they have to say. */
interface Related {
    /** An object, or nothing when there is none or its kind is not looked at. */
    Json find(Kind kind, String namespace, String name);

    Kubernetes.Settings settings();

    default Kubernetes.AttachMetadata attach() {
        return settings().attachMetadata();
    }

    /** Labels of the node of that name, if they are to be attached. */
    default void attachNode(Target target, String name) {
        if (attach().node() && !name.isEmpty()) {
            Json node = find(Kind.NODE, "", name);
            if (node.exists()) {
                target.set("node_name", name);
                node.entries("metadata", "labels")
                        .forEach((key, value) -> target.present("node_label", key, value.text()));
            }
        }
    }

    /** Labels and annotations of a namespace, if they are to be attached. */
    default void attachNamespace(Target target, String name) {
        if (attach().namespace()) {
            labelsAndAnnotations(target, "namespace", find(Kind.NAMESPACE, "", name));
        }
    }

    /** Name, labels and annotations of an object. */
    static void describe(Target target, String role, Json object) {
        target.set(role + "_name", object.text("metadata", "name"));
        labelsAndAnnotations(target, role, object);
    }

    private static void labelsAndAnnotations(Target target, String role, Json object) {
        object.entries("metadata", "labels")
                .forEach((key, value) -> target.present(role + "_label", key, value.text()));
        object.entries("metadata", "annotations")
                .forEach((key, value) -> target.present(role + "_annotation", key, value.text()));
    }
}
