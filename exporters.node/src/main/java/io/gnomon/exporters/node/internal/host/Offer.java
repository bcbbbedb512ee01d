package io.gnomon.exporters.node.internal.host;

/**
 * A collector that can be switched on.
 *
 * @param name as in node_exporter's flags: {@code --collector.NAME}
 * @param byDefault whether it runs when nothing is said
 * @param <S> settings of the collectors of its package
 */
public record Offer<S>(String name, boolean byDefault, Maker<S> maker) {
    /** Makes a collector. */
    @FunctionalInterface
    public interface Maker<S> {
        /**
         * The collector.
         *
         * @throws IllegalArgumentException when a setting is no regular expression
         */
        Collector make(Host host, S settings);
    }

    public static <S> Offer<S> on(String name, Maker<S> maker) {
        return new Offer<>(name, true, maker);
    }

    public static <S> Offer<S> off(String name, Maker<S> maker) {
        return new Offer<>(name, false, maker);
    }
}
