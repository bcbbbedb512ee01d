package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.core.config.alerting.TimeInterval.TimeRange;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

final class TimeIntervalTest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd MMM uu HH:mm Z", Locale.ENGLISH);

    @TestFactory
    Stream<DynamicTest> alertmanagersIntervals() throws Exception {
        return cases("alertmanager-time-intervals.json", "in", TimeIntervalTest::checkInterval);
    }

    @TestFactory
    Stream<DynamicTest> alertmanagersTimes() throws Exception {
        return cases("alertmanager-time-strings.json", "timeString", TimeIntervalTest::checkTimes);
    }

    private interface Check {
        void of(SettingsNode each) throws SettingsException;
    }

    private static Stream<DynamicTest> cases(String vectors, String name, Check check)
            throws Exception {
        SettingsNode root =
                JsonReader.read(Files.readString(PeerData.folder("vectors/" + vectors)));
        List<SettingsNode> cases = Nodes.items(root, "cases");
        assertTrue(cases.size() >= 8, "only " + cases.size());
        return cases.stream().map(each -> dynamicTest(text(each, name), () -> check.of(each)));
    }

    private static void checkInterval(SettingsNode each) throws SettingsException {
        String yaml = "time_intervals:\n" + text(each, "in").replace("\n---", "");
        if (text(each, "expectError").equals("true")) {
            String message =
                    String.valueOf(
                            assertThrows(SettingsException.class, () -> intervals(yaml))
                                    .getMessage());
            assertTrue(message.endsWith(text(each, "err")), message);
            return;
        }
        List<TimeInterval> intervals = intervals(yaml);
        for (SettingsNode time : Nodes.items(each, "contains")) {
            assertTrue(contains(intervals, time), time.toString());
        }
        for (SettingsNode time : Nodes.items(each, "excludes")) {
            assertFalse(contains(intervals, time), time.toString());
        }
    }

    private static boolean contains(List<TimeInterval> intervals, SettingsNode time) {
        Instant instant = OffsetDateTime.parse(((Scalar) time).text(), TIME).toInstant();
        return TimeInterval.anyContains(intervals, instant);
    }

    private static void checkTimes(SettingsNode each) throws SettingsException {
        String yaml = "time_intervals:\n- times:\n  - " + text(each, "timeString");
        if (text(each, "expectError").equals("true")) {
            assertThrows(SettingsException.class, () -> intervals(yaml));
            return;
        }
        TimeRange expected =
                new TimeRange(
                        Integer.parseInt(text(each, "startMinute")),
                        Integer.parseInt(text(each, "endMinute")));
        assertEquals(List.of(expected), intervals(yaml).getFirst().times());
    }

    private static List<TimeInterval> intervals(String yaml) throws SettingsException {
        return new RecordBinder()
                .bind(YamlReader.read("", "name: x\n" + yaml), TimeIntervalSection.Named.class)
                .intervals();
    }

    private static String text(SettingsNode node, String key) {
        return Nodes.child(node, key) instanceof Scalar scalar ? scalar.text() : "";
    }

    @Test
    void theClocksOfTheLocationCountAlsoWhenTheyChange() throws SettingsException {
        TimeInterval office =
                intervals(
                                """
                                time_intervals:
                                - times: [{start_time: '09:00', end_time: '17:00'}]
                                  location: Europe/Berlin
                                """)
                        .getFirst();
        assertTrue(office.contains(Instant.parse("2026-01-15T08:00:00Z")));
        assertFalse(office.contains(Instant.parse("2026-01-15T16:00:00Z")));
        assertTrue(office.contains(Instant.parse("2026-07-15T07:00:00Z")));
        assertFalse(office.contains(Instant.parse("2026-07-15T15:00:00Z")));
    }

    @Test
    void theNightInWhichAnHourIsLeftOutHasNoneOfIt() throws SettingsException {
        TimeInterval lostHour =
                intervals(
                                """
                                time_intervals:
                                - times: [{start_time: '02:00', end_time: '03:00'}]
                                  days_of_month: ['29']
                                  location: Europe/Berlin
                                """)
                        .getFirst();
        for (Instant time = Instant.parse("2026-03-28T23:00:00Z");
                time.isBefore(Instant.parse("2026-03-29T22:00:00Z"));
                time = time.plusSeconds(60)) {
            assertFalse(lostHour.contains(time), time.toString());
        }
    }

    @Test
    void aRangeBehindTheEndOfAMonthHasNoDayOfIt() throws SettingsException {
        TimeInterval late =
                intervals(
                                "time_intervals: [{days_of_month: ['30:31']}, {days_of_month:"
                                        + " ['-3:-1']}]")
                        .getFirst();
        assertFalse(late.contains(Instant.parse("2026-02-28T12:00:00Z")));
        assertTrue(late.contains(Instant.parse("2026-04-30T12:00:00Z")));
    }

    @Test
    void theEndOfTheDayIs2400() throws SettingsException {
        TimeInterval evening =
                intervals(
                                "time_intervals: [{times: [{start_time: '20:00', end_time:"
                                        + " '24:00'}], weekdays: ['Sunday']}]")
                        .getFirst();
        assertTrue(evening.contains(Instant.parse("2026-11-29T23:59:59.999Z")));
        assertFalse(evening.contains(Instant.parse("2026-11-30T00:00:00Z")));
    }

    @Test
    void onlyPlacesOfTheDatabaseAreLocations() throws SettingsException {
        for (String zone : List.of("UTC", "Local", "CET", "EST5EDT", "Australia/Sydney", "''")) {
            assertEquals(1, intervals("time_intervals: [{location: " + zone + "}]").size());
        }
        String message =
                String.valueOf(
                        assertThrows(
                                        SettingsException.class,
                                        () -> intervals("time_intervals: [{location: '+02:00'}]"))
                                .getMessage());
        assertEquals("2:18: unknown time zone +02:00", message);
    }
}
