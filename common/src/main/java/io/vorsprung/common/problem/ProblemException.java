package io.vorsprung.common.problem;

/** Ends a request with a {@link Problem}: the client is at fault, or a part that the service needs is away. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
