/** The HTTP face: translates paths and parameters to questions to a vintage. Start at {@link io.vorsprung.metrics.query.GapResource}. */
package io.vorsprung.metrics.query;
