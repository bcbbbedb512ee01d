/**
 * blackbox.yml as records, with the field's names and defaults. {@link
 * io.gnomon.exporters.blackbox.internal.config.ModulesFile} reads it.
 */
@NullMarked
package io.gnomon.exporters.blackbox.internal.config;

import org.jspecify.annotations.NullMarked;
