package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.model.labels.Regex;

import java.util.List;

/** What must, or must not, be among the records of one section of a DNS answer. */
public record RecordChecks(
        List<Regex> failIfMatchesRegexp,
        List<Regex> failIfAllMatchRegexp,
        List<Regex> failIfNotMatchesRegexp,
        List<Regex> failIfNoneMatchesRegexp) {}
