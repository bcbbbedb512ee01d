package io.gnomon.platform.core.rules.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.evaluation.GroupFigures;
import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;
import io.gnomon.platform.core.rules.internal.evaluation.RuleWorld;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** When groups are evaluated, and what a reload does; the clock goes on when the test says so. */
class GroupLoopTest {
    private static final String RECORD =
            "groups: [{name: g, interval: 1m, rules: [{record: %s, expr: up}]}]";

    private final RuleWorld world = new RuleWorld();
    private final FakeAlarms alarms = new FakeAlarms();
    private final RuleGroups groups = new RuleGroups(world.surroundings(), alarms);

    /** Alarms that are due run when the clock passes them. */
    private final class FakeAlarms implements Alarms {
        private record Due(long timeMillis, Runnable work) {}

        private final PriorityQueue<Due> due =
                new PriorityQueue<>((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));

        @Override
        public long nowMillis() {
            return world.nowMillis;
        }

        @Override
        public void at(long timeMillis, Runnable work) {
            due.add(new Due(timeMillis, work));
        }

        /** One thing after the other, each at its time. */
        void goTo(long timeMillis) {
            while (!due.isEmpty() && due.peek().timeMillis() <= timeMillis) {
                Due next = due.remove();
                world.nowMillis = Math.max(world.nowMillis, next.timeMillis());
                next.work().run();
            }
            world.nowMillis = timeMillis;
        }

        /** As {@link #goTo}, but nothing had a chance to run before. */
        void sleepUntil(long timeMillis) {
            world.nowMillis = timeMillis;
            goTo(timeMillis);
        }

        @Override
        public void close() {
            due.clear();
        }
    }

    private void load(String yaml) throws Exception {
        groups.apply(List.of(world.file(yaml)), Duration.ofMinutes(1));
    }

    private void up() {
        world.write(Labels.of("__name__", "up", "job", "a"), world.nowMillis, 1);
    }

    private LiveGroup group() {
        return groups.all().get(0);
    }

    @Test
    void slotsLieOnAGridThatDependsOnFileAndNameOnly() throws Exception {
        load(RECORD.formatted("r"));
        up();
        alarms.goTo(180_000);
        assertEquals(3, group().figures().scheduled.sum());
        assertEquals(0, group().figures().missed.sum());
        List<Long> times = new ArrayList<>();
        for (String sample : world.stored("r").get(0).replaceAll("\\{.*?\\} ", "").split(" ", -1)) {
            times.add(Math.round(Double.parseDouble(sample.split("@", -1)[1]) * 1000));
        }
        assertEquals(60_000, times.get(1) - times.get(0));
        assertEquals(Long.remainderUnsigned(group().stableHash(), 60_000), times.get(0) % 60_000);
    }

    @Test
    void whatIsLateGoesOnWithTheLatestSlot() throws Exception {
        load(RECORD.formatted("r"));
        up();
        alarms.goTo(60_000);
        alarms.sleepUntil(60_000 + 180_000);
        GroupFigures figures = group().figures();
        assertEquals(2, figures.missed.sum());
        assertEquals(4, figures.scheduled.sum());
        assertEquals(2, figures.evaluations.sum());
    }

    @Test
    void aSlotWithoutAStoreIsMissed() throws Exception {
        load(RECORD.formatted("r"));
        world.present = null;
        alarms.goTo(60_000);
        assertEquals(1, group().figures().missed.sum());
        world.present = world.storage;
        alarms.goTo(120_000);
        assertEquals(1, group().figures().missed.sum());
        assertEquals(2, group().figures().scheduled.sum());
        assertEquals(1, group().figures().evaluations.sum());
    }

    @Test
    void aReloadLeavesTheSameGroupAlone() throws Exception {
        load(RECORD.formatted("r"));
        LiveGroup before = group();
        load(RECORD.formatted("r"));
        assertTrue(before == group());
        load(RECORD.formatted("other"));
        assertFalse(before == group());
        assertTrue(before.figures() == group().figures());
    }

    @Test
    void seriesOfAGroupThatIsGoneEndAfterTwoIntervals() throws Exception {
        load(RECORD.formatted("r"));
        up();
        alarms.goTo(60_000);
        load("groups: []");
        alarms.goTo(179_000);
        assertFalse(world.stored("r").get(0).contains("stale"));
        alarms.goTo(180_000);
        assertTrue(world.stored("r").get(0).endsWith(" stale@60"), world.stored("r").get(0));
        assertEquals(List.of(), groups.groups());
    }

    @Test
    void groupsAreToldByFileAndName() throws Exception {
        load("groups: [{name: z}, {name: b}, {name: m}]");
        assertEquals(
                List.of("b", "m", "z"),
                groups.groups().stream().map(RulesView.Group::name).toList());
    }
}
