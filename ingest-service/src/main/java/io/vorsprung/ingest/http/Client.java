package io.vorsprung.ingest.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import io.vorsprung.common.access.Roles;
import io.vorsprung.ingest.intake.Teller;
import jakarta.enterprise.context.RequestScoped;

/** Who the request at hand is from. */
@RequestScoped
public class Client {

    private final SecurityIdentity identity;
    private final HttpServerRequest request;

    public Client(SecurityIdentity identity, HttpServerRequest request) {
        this.identity = identity;
        this.request = request;
    }

    Teller teller() {
        return new Teller(identity.getPrincipal().getName(), identity.hasRole(Roles.BACKFILL));
    }

    /** The name in the token; without one the address. */
    String key() {
        return identity.isAnonymous()
                ? "address " + request.remoteAddress().hostAddress()
                : "name " + identity.getPrincipal().getName();
    }
}
