/**
 * What an estimate says of a condition: one small class a kind of condition, each a function of what it remembers and the
 * estimate. Plain Java over the contract; no framework, no clock. Start at {@link io.vorsprung.alert.condition.Watch}.
 */
package io.vorsprung.alert.condition;
