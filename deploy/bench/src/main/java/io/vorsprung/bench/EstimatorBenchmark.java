package io.vorsprung.bench;

import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.Draws;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.capability.HierarchicalFit;
import io.vorsprung.metrics.capability.PoissonBootstrap;
import io.vorsprung.metrics.capability.PosteriorDraws;
import io.vorsprung.metrics.capability.ScoreMatrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The estimator on the bundled history, and on 10 and 100 times its cells. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EstimatorBenchmark {

    private static final int LEAST_BENCHMARKS = 4;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** How many times the cells of the bundled history. */
    @Param({"1", "10", "100"})
    int times;

    private Workload workload;

    @Setup
    public void prepare() {
        workload = Workload.of(times);
    }

    /** The canonical fit: closed-form start. */
    @Benchmark
    public CapabilityFit cold() {
        return CapabilityFit.of(workload.matrix(), FitParameters.EPOCH);
    }

    /** After one new result: its matrix, and a fit from the last optimum. */
    @Benchmark
    public CapabilityFit warm() {
        return workload.fit().refit(ScoreMatrix.of(workload.oneMore(), LEAST_BENCHMARKS), FitParameters.EPOCH);
    }

    /** What intervals are made of by default: hierarchical fit and draws. */
    @Benchmark
    public Draws posterior100() {
        return posterior(100);
    }

    /** The default number. */
    @Benchmark
    public Draws posterior200() {
        return posterior(200);
    }

    /** The plain bootstrap: a refit a draw, as the peer does it. */
    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 2, time = 1)
    public Draws bootstrap100() {
        return PoissonBootstrap.of(workload.fit(), FitParameters.EPOCH, 100, THREADS);
    }

    private Draws posterior(int draws) {
        HierarchicalFit fit = HierarchicalFit.of(workload.fit(), FitParameters.EPOCH, workload.known());
        return PosteriorDraws.of(fit, draws, THREADS);
    }
}
