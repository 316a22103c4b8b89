package io.vorsprung.alert.lifecycle;

import io.vorsprung.alert.condition.Memory;

/**
 * Where a rule stands.
 *
 * @param memory what its condition remembers
 */
public record RuleState(AlertState alert, Memory memory) {

    /** Before the first estimate. */
    public static final RuleState START = new RuleState(new AlertState.Inactive(), Memory.NONE);
}
