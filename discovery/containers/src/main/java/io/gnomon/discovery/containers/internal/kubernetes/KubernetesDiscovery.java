package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Watching;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The groups of a role: one for each of its objects. A group is made anew when its object or one
 * that was looked at for it is another one than before.
 */
final class KubernetesDiscovery extends Watching {
    private final Kubernetes.Settings settings;
    private final Cluster cluster;
    private final Kind primary;
    private final Builder builder;
    private final Map<Kind, List<ObjectWatch>> watches = new EnumMap<>(Kind.class);
    private Map<String, Made> made = Map.of();

    /** An object that was looked at; nothing when there was none. */
    private record Seen(Kind kind, String key, Json object) {}

    private record Made(Json object, TargetGroup group, List<Seen> seen) {}

    KubernetesDiscovery(Kubernetes.Settings settings, Cluster cluster) {
        Role role = Role.of(settings.role());
        this.settings = settings;
        this.cluster = cluster;
        this.primary = Kind.of(role);
        this.builder = Builder.of(role);
        for (Kind kind : kinds(role, settings)) {
            List<String> namespaces = kind.namespaced ? cluster.namespaces() : List.of("");
            List<ObjectWatch> of = new ArrayList<>();
            for (String namespace : namespaces) {
                of.add(watch(kind, namespace));
            }
            watches.put(kind, of);
        }
    }

    private ObjectWatch watch(Kind kind, String namespace) {
        Kubernetes.Selector selector =
                kind.role == null
                        ? new Kubernetes.Selector("", "", "")
                        : settings.selector(kind.role);
        return new ObjectWatch(cluster, kind, namespace, selector, this::works, this::changed);
    }

    /** Kinds of objects that the role needs. */
    private static List<Kind> kinds(Role role, Kubernetes.Settings settings) {
        Kubernetes.AttachMetadata attach = settings.attachMetadata();
        boolean onNodes = settings.selectsNodes();
        List<Kind> kinds = new ArrayList<>();
        kinds.add(Kind.of(role));
        boolean endpoints = role == Role.ENDPOINTS || role == Role.ENDPOINTSLICE;
        if (endpoints) {
            kinds.add(Kind.SERVICE);
            kinds.add(Kind.POD);
        }
        if (endpoints || role == Role.POD) {
            add(kinds, attach.node() || onNodes, Kind.NODE);
            add(kinds, attach.deployment(), Kind.REPLICASET);
            add(kinds, attach.cronjob(), Kind.JOB);
        }
        add(kinds, attach.namespace() && role != Role.NODE, Kind.NAMESPACE);
        return kinds;
    }

    private static void add(List<Kind> kinds, boolean wanted, Kind kind) {
        if (wanted) {
            kinds.add(kind);
        }
    }

    @Override
    protected void start() {
        watches.forEach((kind, of) -> {
            for (int i = 0; i < of.size(); i++) {
                watch(kind + " " + i, of.get(i)::round);
            }
        });
    }

    @Override
    protected List<TargetGroup> groups() {
        Map<String, Made> next = new TreeMap<>();
        for (ObjectWatch watch : watches.getOrDefault(primary, List.of())) {
            watch.objects().forEach((key, object) -> next.put(key, group(key, object)));
        }
        made = next;
        return next.values().stream()
                .map(Made::group)
                .filter(group -> !group.targets().isEmpty())
                .toList();
    }

    private Made group(String key, Json object) {
        Made before = made.get(key);
        if (before != null
                && before.object.equals(object)
                && before.seen.stream()
                        .allMatch(seen -> find(seen.kind, seen.key).equals(seen.object))) {
            return before;
        }
        Looking looking = new Looking();
        TargetGroup group = builder.build(object, looking);
        return new Made(object, group, List.copyOf(looking.seen.values()));
    }

    private Json find(Kind kind, String key) {
        for (ObjectWatch watch : watches.getOrDefault(kind, List.of())) {
            Json found = watch.objects().get(key);
            if (found != null) {
                return found;
            }
        }
        return Json.NONE;
    }

    /** Remembers what a builder looked at. */
    private final class Looking implements Related {
        private final Map<String, Seen> seen = new HashMap<>();

        @Override
        public Json find(Kind kind, String namespace, String name) {
            String key = ObjectWatch.key(namespace, name);
            return seen.computeIfAbsent(
                            kind + " " + key,
                            k -> new Seen(kind, key, KubernetesDiscovery.this.find(kind, key)))
                    .object;
        }

        @Override
        public Kubernetes.Settings settings() {
            return settings;
        }
    }

    @Override
    public void close() {
        super.close();
        cluster.api().close();
    }
}
