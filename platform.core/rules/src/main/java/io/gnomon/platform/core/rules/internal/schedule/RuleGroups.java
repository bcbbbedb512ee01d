package io.gnomon.platform.core.rules.internal.schedule;

import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleGroup;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.evaluation.GroupFigures;
import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All groups of the configuration in force. Any thread. */
public final class RuleGroups implements RulesView, AutoCloseable {
    /**
     * Series of a group that is gone end after so many intervals: it may only have been renamed.
     */
    private static final int INTERVALS_BEFORE_END = 2;

    private final Surroundings surroundings;
    private final Alarms alarms;
    private final GroupFigures.Shared shared = new GroupFigures.Shared();
    private volatile Map<String, GroupLoop> loops = Map.of();
    private boolean first = true;

    /** No groups yet. */
    public RuleGroups(Surroundings surroundings, InstantSource clock) {
        this(surroundings, new Workers(clock));
    }

    RuleGroups(Surroundings surroundings, Alarms alarms) {
        this.surroundings = surroundings;
        this.alarms = alarms;
    }

    /** Goes over to a configuration; groups that are the same go on as they are. */
    public void apply(LoadedConfig config) {
        apply(config.ruleFiles(), config.global().evaluationInterval());
    }

    /**
     * As above.
     *
     * @param usualInterval of groups that have none of their own
     */
    synchronized void apply(List<RuleFile> files, Duration usualInterval) {
        Map<String, GroupLoop> next = new LinkedHashMap<>();
        Map<String, GroupLoop> before = new HashMap<>(loops);
        List<Runnable> starts = new ArrayList<>();
        for (RuleFile file : files) {
            for (RuleGroup definition : file.groups()) {
                GroupLoop old = before.remove(LiveGroup.key(file.file(), definition.name()));
                LiveGroup group =
                        new LiveGroup(
                                file.file(),
                                definition,
                                usualInterval,
                                surroundings,
                                old == null ? new GroupFigures(shared) : old.group().figures(),
                                first);
                if (old != null && old.group().sameAs(group)) {
                    next.put(group.key(), old);
                    continue;
                }
                GroupLoop loop = new GroupLoop(group, alarms);
                next.put(group.key(), loop);
                starts.add(() -> start(loop, old));
            }
        }
        first = false;
        loops = next;
        starts.forEach(Runnable::run);
        before.values().forEach(this::end);
    }

    private static void start(GroupLoop loop, @Nullable GroupLoop old) {
        if (old == null) {
            loop.start();
            return;
        }
        old.stop(() -> {
            loop.group().inherit(old.group());
            loop.start();
        });
    }

    private void end(GroupLoop loop) {
        long now = alarms.nowMillis();
        long later = now + INTERVALS_BEFORE_END * loop.group().interval().toMillis();
        loop.stop(() -> alarms.at(later, () -> loop.group().end(now)));
    }

    /** The groups, sorted by file, then name. */
    public List<LiveGroup> all() {
        return loops.values().stream()
                .map(GroupLoop::group)
                .sorted(Comparator.comparing(LiveGroup::file).thenComparing(LiveGroup::name))
                .toList();
    }

    @Override
    public List<Group> groups() {
        return all().stream().map(LiveGroup::view).toList();
    }

    /** Durations of all groups together. */
    public GroupFigures.Shared durations() {
        return shared;
    }

    /** The server stops: evaluations end, series just stop. */
    @Override
    public synchronized void close() {
        loops.values().forEach(loop -> loop.stop(() -> {}));
        alarms.close();
    }
}
