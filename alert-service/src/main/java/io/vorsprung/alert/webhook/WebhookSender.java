package io.vorsprung.alert.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vorsprung.alert.AlertConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Posts a signed body to an address. Each attempt is bounded in time and in what is read of the answer, and has a connection of
 * its own: between two alerts a receiver has mostly closed one that was kept, and a message that meets it at that moment would
 * be lost until its next attempt.
 */
@ApplicationScoped
public class WebhookSender {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final Vertx vertx;
    private final AlertConfig.Webhook config;
    private final HttpClient client;

    public WebhookSender(Vertx vertx, AlertConfig config) {
        this.vertx = vertx;
        this.config = config.webhook();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(this.config.connectTimeout().toMillis()))
                .setMaxPoolSize(config.delivery().atATime())
                .setKeepAlive(false)
                .setVerifyHost(true));
    }

    /** @param id the same for every attempt */
    public record Posted(URI url, String id, Instant at, byte[] body, List<String> secrets) {}

    /** Never fails: what goes wrong is an answer. */
    public CompletionStage<Answer> send(Posted posted) {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        address(posted.url())
                .compose(address -> post(posted, address))
                .onComplete(done -> answered.complete(
                        done.succeeded()
                                ? done.result()
                                : done.cause() instanceof NotAllowed refused
                                        ? new Answer.Refused(refused.why)
                                        : new Answer.Later(line(done.cause()), Optional.empty())));
        return answered;
    }

    private static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        NotAllowed(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /** Where the name leads now; every address of it must be allowed. */
    private Future<InetAddress> address(URI url) {
        if (!config.allowHttp() && !"https".equals(url.getScheme().toLowerCase(Locale.ROOT))) {
            return Future.failedFuture(
                    new NotAllowed("plain http is not allowed here (vorsprung.alert.webhook.allow-http)"));
        }
        return vertx.executeBlocking(
                () -> {
                    InetAddress[] found = InetAddress.getAllByName(url.getHost());
                    Optional<InetAddress> inside = Arrays.stream(found)
                            .filter(address -> !AddressGuard.isPublic(address))
                            .findFirst();
                    if (inside.isPresent() && !config.allowPrivate()) {
                        throw new NotAllowed(
                                url.getHost() + " is " + inside.get().getHostAddress()
                                        + ", which is not on the public internet (vorsprung.alert.webhook.allow-private)");
                    }
                    return found[0];
                },
                false);
    }

    private Future<Answer> post(Posted posted, InetAddress address) {
        URI url = posted.url();
        boolean tls = "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(target(url))
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Vorsprung")
                .putHeader("webhook-id", posted.id())
                .putHeader("webhook-timestamp", Long.toString(posted.at().getEpochSecond()))
                .putHeader(
                        "webhook-signature",
                        WebhookSignature.of(posted.secrets(), posted.id(), posted.at(), posted.body()));
        Promise<Answer> answered = Promise.promise();
        client.request(options).onComplete(connected -> {
            if (connected.failed()) {
                answered.tryFail(connected.cause());
                return;
            }
            HttpClientRequest request = connected.result();
            long timer = vertx.setTimer(config.timeout().toMillis(), late -> {
                answered.tryComplete(new Answer.Later("no answer within " + config.timeout(), Optional.empty()));
                request.reset();
            });
            answered.future().onComplete(done -> vertx.cancelTimer(timer));
            request.exceptionHandler(answered::tryFail);
            request.send(Buffer.buffer(posted.body()))
                    .onFailure(answered::tryFail)
                    .onSuccess(response -> read(request, response, answered));
        });
        return answered.future();
    }

    /** To its end, or until it is too much. */
    private void read(HttpClientRequest request, HttpClientResponse response, Promise<Answer> answered) {
        long[] read = {0};
        Answer answer = Answer.of(response.statusCode(), retryAfter(response));
        response.handler(part -> {
            read[0] += part.length();
            if (read[0] > config.maxAnswer().asLongValue()) {
                answered.tryComplete(answer);
                request.reset();
            }
        });
        response.exceptionHandler(broken -> answered.tryComplete(answer));
        response.endHandler(end -> answered.tryComplete(answer));
    }

    private static Optional<Long> retryAfter(HttpClientResponse response) {
        return Optional.ofNullable(response.getHeader("Retry-After"))
                .filter(text -> SECONDS.matcher(text).matches())
                .map(Long::valueOf);
    }

    private static String target(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static String line(Throwable failed) {
        return failed instanceof UnknownHostException
                ? "no such host: " + failed.getMessage()
                : failed.getClass().getSimpleName() + (failed.getMessage() == null ? "" : ": " + failed.getMessage());
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
