/**
 * Lists and watches objects of a cluster (kubernetes.io/docs/reference/using-api/api-concepts) and
 * makes targets of them, a builder for each role.
 */
@NullMarked
package io.gnomon.discovery.containers.internal.kubernetes;

import org.jspecify.annotations.NullMarked;
