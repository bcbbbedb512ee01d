package io.gnomon.spi.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A long that is written with a unit: {@code 512KB}, {@code 10MB}, {@code 1GiB}. All units are
 * powers of 1024, as in Prometheus; 0 needs none.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ByteSize {}
