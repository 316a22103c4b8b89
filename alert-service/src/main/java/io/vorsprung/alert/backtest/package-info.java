/**
 * What a rule would have done in the past. Asks the metrics service for the series day by day, which nothing else here does
 * (docs/decisions/0011). Start at {@link io.vorsprung.alert.backtest.Backtest}.
 */
package io.vorsprung.alert.backtest;
