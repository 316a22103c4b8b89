/** What is not to be sent to subscribers for a while. Start at {@link io.vorsprung.alert.silence.Silence}. */
package io.vorsprung.alert.silence;
