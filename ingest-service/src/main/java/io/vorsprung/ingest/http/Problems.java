package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error leaves as RFC 9457 problem details. */
public class Problems {

    private static final String RETRY_AFTER_SECONDS = "5";

    @ServerExceptionMapper
    public Response problem(ProblemException failed) {
        return answer(failed.problem()).build();
    }

    @ServerExceptionMapper
    public Response brokerUnavailable(BrokerUnavailable failed) {
        Problem problem = Problem.of(
                "broker-unavailable",
                "Events can not be taken now",
                503,
                "the broker did not acknowledge in time; send the same again, nothing counts twice");
        return answer(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException failed) {
        Response response = failed.getResponse();
        int status = response.getStatus();
        String title = response.getStatusInfo().getReasonPhrase();
        String detail =
                switch (status) {
                    case 404 -> "there is nothing at this path";
                    case 405 -> "this path does not take this method";
                    case 406 -> "expected Accept: application/json";
                    case 415 -> "expected Content-Type: application/json or application/x-ndjson";
                    default -> title;
                };
        return answer(Problem.of("http-" + status, title, status, detail)).build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
