package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Answers 429 where a client has used up what it may. */
@Provider
@RateLimited
public class RateLimit implements ContainerRequestFilter {

    private final Client client;
    private final Allowances allowances;

    public RateLimit(Client client, Allowances allowances) {
        this.client = client;
        this.allowances = allowances;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!allowances.use(client.key())) {
            request.abortWith(ProblemMapper.answer(Problem.of(
                    "too-many-requests",
                    "Too many requests",
                    429,
                    "expected at most " + allowances.perSecond()
                            + " a second (vorsprung.ingest.requests-per-second); send many events in one request")));
        }
    }
}
