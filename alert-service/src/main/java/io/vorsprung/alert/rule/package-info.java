/**
 * Rules: what they say, where they are kept, how they are read. Start at {@link io.vorsprung.alert.rule.Rule}.
 */
package io.vorsprung.alert.rule;
