package io.vorsprung.alert.query;

import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import io.vorsprung.common.alert.Alert;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** Alerts as an Atom 1.0 feed (RFC 4287). */
final class AlertFeed {

    private AlertFeed() {}

    /**
     * @param alerts newest first
     * @param here the feed's own address
     */
    static String atom(List<Alert> alerts, String here) {
        SyndFeed feed = new SyndFeedImpl();
        feed.setFeedType("atom_1.0");
        feed.setTitle("Vorsprung: alerts on the gap in AI");
        feed.setUri(here);
        feed.setLink(here);
        feed.setAuthor("Vorsprung");
        feed.setPublishedDate(
                Date.from(alerts.isEmpty() ? Instant.EPOCH : alerts.get(0).at()));
        feed.setEntries(alerts.stream().map(alert -> entry(alert, here)).toList());
        try {
            return new SyndFeedOutput().outputString(feed);
        } catch (FeedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SyndEntry entry(Alert alert, String here) {
        SyndEntry entry = new SyndEntryImpl();
        entry.setUri("urn:uuid:" + alert.id());
        entry.setTitle(alert.name() + ": " + alert.state().name().toLowerCase(Locale.ROOT));
        entry.setLink(here.replaceAll("/feed$", "/" + alert.id()));
        entry.setPublishedDate(Date.from(alert.at()));
        entry.setUpdatedDate(Date.from(alert.at()));
        SyndContentImpl content = new SyndContentImpl();
        content.setType("text");
        content.setValue(alert.summary());
        entry.setDescription(content);
        return entry;
    }
}
