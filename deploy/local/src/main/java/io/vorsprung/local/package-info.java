/**
 * The command line: the whole system on one machine, and questions to it. Knows the HTTP APIs only. Start at
 * {@link io.vorsprung.local.Vorsprung}.
 */
package io.vorsprung.local;
