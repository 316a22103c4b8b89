package io.vorsprung.alert.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.event.InvalidEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One receiver.
 *
 * @param url webhook; absent for e-mail
 * @param email address; absent for a webhook
 * @param rules identifiers; empty for all
 * @param severities empty for all
 * @param labels that an alert must have
 * @param alerts whether alerts are sent at all
 * @param grouped one message for what one event set off
 * @param digest a summary besides, or absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Subscription(
        String id,
        @Nullable String url,
        @Nullable String email,
        Set<String> rules,
        Set<String> severities,
        Map<String, String> labels,
        @Nullable Boolean alerts,
        @Nullable Boolean grouped,
        @Nullable Digest digest) {

    /** How often a summary comes. */
    public enum Digest {
        @JsonProperty("daily")
        DAILY,
        @JsonProperty("weekly")
        WEEKLY
    }

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;\"\\p{Cntrl}]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final int LONGEST_URL = 2000;

    public Subscription {
        if (id == null || !ID.matcher(id).matches()) {
            throw new InvalidEvent("id", "lower-case letters, digits, '.', '_', '-'", String.valueOf(id));
        }
        if ((url == null) == (email == null)) {
            throw new InvalidEvent("url", "url or email, one of them", url == null ? "neither" : "both");
        }
        if (url != null) {
            requireAddress(url);
        }
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw new InvalidEvent("email", "an address such as desk@example.org", email);
        }
        rules = rules == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(rules));
        severities = severities == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(severities));
        if (!List.of("info", "warning", "critical").containsAll(severities)) {
            throw new InvalidEvent("severities", "of info, warning and critical", severities.toString());
        }
        labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
        alerts = alerts == null || alerts;
        grouped = grouped == null ? email != null : grouped;
        if (!alerts && digest == null) {
            throw new InvalidEvent("alerts", "true, or a digest", "nothing to be sent");
        }
    }

    private static void requireAddress(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (url.length() <= LONGEST_URL
                    && (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException malformed) {
            throw new InvalidEvent("url", "an http or https address", url);
        }
        throw new InvalidEvent(
                "url", "an http or https address without user and fragment, at most " + LONGEST_URL + " long", url);
    }

    /** Whether an alert is one of those asked for. */
    public boolean asksFor(Alert alert) {
        return Boolean.TRUE.equals(alerts)
                && (rules.isEmpty() || rules.contains(alert.rule()))
                && (severities.isEmpty() || severities.contains(alert.severity()))
                && labels.entrySet().stream().allMatch(label -> label.getValue()
                        .equals(alert.labels().get(label.getKey())));
    }

    @JsonIgnore
    public boolean isGrouped() {
        return Boolean.TRUE.equals(grouped);
    }
}
