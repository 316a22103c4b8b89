package io.vorsprung.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookTest {

    /** The vector of the Standard Webhooks specification, which its libraries carry in their tests. */
    @Test
    void signatureIsThatOfTheSpecification() {
        String signature = WebhookSignature.of(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void twoSecretsSignSideBySide() {
        String signature = WebhookSignature.of(
                List.of("whsec_AAAA", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature.split(" ", -1)).hasSize(2).contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void addressesInsideAreToldFromThoseOutside() throws UnknownHostException {
        for (String inside : List.of(
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fd00:ec2::254",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:db8::1",
                "ff02::1")) {
            assertThat(AddressGuard.isPublic(InetAddress.getByName(inside)))
                    .as(inside)
                    .isFalse();
        }
        for (String outside : List.of("1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111")) {
            assertThat(AddressGuard.isPublic(InetAddress.getByName(outside)))
                    .as(outside)
                    .isTrue();
        }
    }

    @Test
    void answersAreClassified() {
        assertThat(Answer.of(204, Optional.empty())).isInstanceOf(Answer.Taken.class);
        assertThat(Answer.of(410, Optional.empty())).isInstanceOf(Answer.Gone.class);
        for (int status : new int[] {408, 429, 500, 503}) {
            assertThat(Answer.of(status, Optional.empty())).as("%d", status).isInstanceOf(Answer.Later.class);
        }
        for (int status : new int[] {301, 307, 400, 401, 404}) {
            assertThat(Answer.of(status, Optional.empty())).as("%d", status).isInstanceOf(Answer.Refused.class);
        }
        assertThat(Answer.of(429, Optional.of(7L)))
                .isEqualTo(new Answer.Later("HTTP 429", Optional.of(Duration.ofSeconds(7))));
    }
}
