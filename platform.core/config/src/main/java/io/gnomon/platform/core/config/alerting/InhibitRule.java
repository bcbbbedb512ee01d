package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Matcher;

import java.util.List;

/**
 * While an alert that the source matchers fit is firing, alerts that the target matchers fit are
 * not notified about.
 *
 * @param name empty when it has none
 * @param equal labels that must have the same value in both; one that is missing is empty
 */
public record InhibitRule(
        String name, List<Matcher> source, List<Matcher> target, List<String> equal) {}
