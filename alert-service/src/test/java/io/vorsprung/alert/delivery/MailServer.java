package io.vorsprung.alert.delivery;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vorsprung.embedded.FreePorts;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;

/** An SMTP server on a random port, and a service that may call receivers on this machine. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

    private static GreenMail server;

    static MimeMessage[] received() {
        return server.getReceivedMessages();
    }

    @Override
    public Map<String, String> start() {
        int port = FreePorts.next();
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return Map.of(
                "quarkus.mailer.from", "gap@example.org",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(port),
                "quarkus.mailer.start-tls", "DISABLED",
                "vorsprung.alert.webhook.allow-private", "true",
                "vorsprung.alert.webhook.allow-http", "true",
                "vorsprung.alert.webhook.timeout", "60s",
                "vorsprung.alert.delivery.group-wait", "300ms");
    }

    @Override
    public void stop() {
        server.stop();
    }
}
