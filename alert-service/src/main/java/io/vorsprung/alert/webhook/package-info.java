/**
 * Webhooks after the Standard Webhooks specification (standardwebhooks.com). Knows subscriptions, not alerts. Start at
 * {@link io.vorsprung.alert.webhook.WebhookSender}.
 */
package io.vorsprung.alert.webhook;
