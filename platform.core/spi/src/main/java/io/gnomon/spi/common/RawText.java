package io.gnomon.spi.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that may hold bytes that are not UTF-8, which {@code !!binary} gives in YAML: each such
 * byte is the character U+DC00 plus the byte's value. Other texts refuse them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface RawText {}
