package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vorsprung.alert.webhook.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Messages as e-mail in plain text. Where no sender is configured there is none. */
@ApplicationScoped
public class Mail {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int LONGEST_SUBJECT = 150;

    private final ReactiveMailer mailer;
    private final Optional<String> from;

    public Mail(ReactiveMailer mailer, @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        this.mailer = mailer;
        this.from = from;
    }

    public boolean isConfigured() {
        return from.isPresent();
    }

    /** Never fails: what goes wrong is an answer. */
    CompletionStage<Answer> send(Dispatch dispatch) {
        String to = Objects.requireNonNull(dispatch.first().subscription().email(), "an e-mail subscription");
        io.quarkus.mailer.Mail mail = io.quarkus.mailer.Mail.withText(to, subject(dispatch), text(dispatch))
                .addHeader("X-Vorsprung-Id", dispatch.id())
                .addHeader("Auto-Submitted", "auto-generated");
        return mailer.send(mail)
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .onItem()
                .<Answer>transform(sent -> new Answer.Taken("sent"))
                .onFailure()
                .recoverWithItem(failed -> new Answer.Later(
                        failed.getClass().getSimpleName() + ": " + failed.getMessage(), Optional.empty()))
                .subscribeAsCompletionStage();
    }

    private static String subject(Dispatch dispatch) {
        String first = line(dispatch.first());
        int more = dispatch.parts().size() - 1;
        String shortened = first.length() > LONGEST_SUBJECT ? first.substring(0, LONGEST_SUBJECT) + "…" : first;
        return "[Vorsprung] " + shortened + (more == 0 ? "" : " (and " + more + " more)");
    }

    private static String line(Deliveries.Due due) {
        JsonNode data = Dispatch.data(due);
        return data.path("summary")
                .asText(data.path("title").asText(due.message().kind()));
    }

    private static String text(Dispatch dispatch) {
        return dispatch.parts().stream()
                .map(part -> {
                    JsonNode data = Dispatch.data(part);
                    return data.has("text") ? data.path("text").asText() : alert(data);
                })
                .collect(Collectors.joining("\n\n"));
    }

    private static String alert(JsonNode alert) {
        StringBuilder text = new StringBuilder(alert.path("summary").asText());
        text.append("\n  cause: ").append(alert.path("cause").asText());
        alert.path("because").forEach(change -> text.append("\n  ")
                .append(change.path("change").asText())
                .append(' ')
                .append(change.path("type").asText())
                .append(' ')
                .append(change.path("key").asText())
                .append(change.has("reason") ? ": " + change.path("reason").asText() : ""));
        text.append("\n  id: ").append(alert.path("id").asText());
        return text.toString();
    }
}
