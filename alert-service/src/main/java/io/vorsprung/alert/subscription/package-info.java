/**
 * Who is told, of what, and how: webhooks and e-mail, with their secrets. Start at
 * {@link io.vorsprung.alert.subscription.Subscription}.
 */
package io.vorsprung.alert.subscription;
