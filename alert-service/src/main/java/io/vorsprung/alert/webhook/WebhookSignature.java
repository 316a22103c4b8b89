package io.vorsprung.alert.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** {@code v1,} and the base64 of HMAC-SHA256 over id, timestamp and body, by each secret, separated by spaces. */
public final class WebhookSignature {

    private WebhookSignature() {}

    /** @param secrets {@code whsec_} and base64 each, the newest first */
    public static String of(List<String> secrets, String id, Instant at, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> {
                    try {
                        return new Webhook(secret).sign(id, at.getEpochSecond(), text);
                    } catch (WebhookSigningException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .collect(Collectors.joining(" "));
    }
}
