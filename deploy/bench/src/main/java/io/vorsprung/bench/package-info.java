/** Benchmarks beside a peer in the same run; {@code deploy/bench/run}. Start at {@link io.vorsprung.bench.Bench}. */
@NullMarked
package io.vorsprung.bench;

import org.jspecify.annotations.NullMarked;
