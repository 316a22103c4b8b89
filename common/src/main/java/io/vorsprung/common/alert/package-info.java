/** What {@code vorsprung.alerts} carries. Imports annotations only. */
package io.vorsprung.common.alert;
