/**
 * The PromQL engine. Nothing is exported: it is found as the service {@link
 * io.gnomon.model.query.QueryEngine}, and it finds the store as {@link
 * io.gnomon.model.storage.Storage}.
 *
 * <p>The way of a query, package by package under {@code internal}: {@code parser} makes the syntax
 * tree of {@code ast} and checks its types; {@code plan} makes operators of it, with all times
 * resolved and reads joined; {@code exec} are the operators, each of which announces its series and
 * then makes them one by one over all steps; {@code window} and {@code histogram} are what they
 * calculate with; {@code run} is what belongs to one running query: steps, points, budget, remarks.
 */
@NullMarked
package io.gnomon.platform.promql;

import org.jspecify.annotations.NullMarked;
