package io.gnomon.spi.discovery;

import io.gnomon.model.labels.Labels;

import java.util.List;

/**
 * Targets that share labels.
 *
 * @param source stable name of where the group comes from, unique in its discovery
 * @param targets labels of each target, {@code __address__} among them
 * @param labels labels of all; those of a target win
 */
public record TargetGroup(String source, List<Labels> targets, Labels labels) {}
