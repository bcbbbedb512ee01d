package io.gnomon.spi.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of an exporter's settings is given on the command line when the exporter runs
 * alone ({@code gnomon exporter NAME}); the names are those of the peer, so that its users keep
 * their command lines.
 *
 * <p>A component needs no Flag when its flag is called as its {@link Key}:
 * {@code @Key("collector.diskstats.device-exclude") String diskDeviceExclude} is {@code
 * --collector.diskstats.device-exclude=...}. Components of a nested record have the outer's name
 * and a dot in front. By the component's type:
 *
 * <ul>
 *   <li>a text, number, duration or enum: {@code --name=value} or {@code --name value}, once;
 *   <li>a boolean: {@code --name} or {@code --no-name};
 *   <li>a list of such values: {@code --name=value}, again for each;
 *   <li>a {@code Secret}, a map or a list of records: no flag unless a Flag names one (a secret),
 *       as other users of the host see command lines.
 * </ul>
 *
 * <p>Collectors that are switched by a flag each take two lists of texts; the factory tells which
 * there are ({@code ExporterFactory.collectors}):
 *
 * <pre>{@code
 * @Flag(switchesOn = "collector.") List<String> enabledCollectors,
 * @Flag(switchesOff = "collector.") List<String> disabledCollectors,
 * @Key("collector.disable-defaults") boolean disableDefaults
 * }</pre>
 *
 * With that {@code --collector.ntp} adds ntp to the first list and {@code --no-collector.arp} arp
 * to the second one; of both for one collector the later counts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Flag {
    /**
     * Names without dashes instead of the key; the first is shown, the others are its old names.
     */
    String[] value() default {};

    /** Environment variable that gives the value when no flag does; empty for none. */
    String environment() default "";

    /** Start of the flags whose rest is added to this list: {@code collector.}, {@code collect.} */
    String switchesOn() default "";

    /** Start, behind {@code no-}, of the flags whose rest is added to this list. */
    String switchesOff() default "";
}
