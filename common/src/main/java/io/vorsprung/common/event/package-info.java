/**
 * What can be told to Vorsprung: a sealed family of facts, and the retraction of one. Records check themselves; a wrong
 * value can not be built. Start at {@link io.vorsprung.common.event.AiEvent}. Imports annotations only, no framework.
 */
package io.vorsprung.common.event;
