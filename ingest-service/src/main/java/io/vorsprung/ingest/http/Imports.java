package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.format.Catalogue;
import io.vorsprung.ingest.format.Head;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.format.ImportFormats;
import io.vorsprung.ingest.intake.Teller;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The imports of this process: those that run, and the last ones that are over. An import belongs to the request that carries
 * it; broken off, it is sent again as a whole, and nothing doubles, as events are named by their content.
 */
@ApplicationScoped
public class Imports {

    private final Intake intake;
    private final IngestConfig config;
    private final ImportFormats formats;
    private final Semaphore places;
    private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

    public Imports(Intake intake, IngestConfig config) {
        this.intake = intake;
        this.config = config;
        this.formats = new ImportFormats(
                Catalogue.load(config.catalogues()),
                Math.toIntExact(config.maxLine().asLongValue()),
                config.maxUnpacked().asLongValue());
        this.places = new Semaphore(config.imports());
    }

    /**
     * Returns when the body is read to its end.
     *
     * @param id to ask for its progress by; made where it is not given
     * @param format its name; detected where it is empty
     * @param limit of the body, in bytes
     */
    public ImportJob.Report run(
            @Nullable String id, String format, boolean dryRun, long limit, Teller teller, InputStream body)
            throws IOException, BrokerUnavailable {
        Optional<ImportFormat> named = format.isEmpty() ? Optional.empty() : Optional.of(named(format));
        if (!places.tryAcquire()) {
            throw Busy.problem("as many imports run as may at a time (vorsprung.ingest.imports)");
        }
        try {
            ImportJob job = register(id, dryRun);
            try {
                BufferedInputStream counted =
                        Head.buffered(new Counted(new BoundedStream(body, limit, "vorsprung.ingest.max-import"), job));
                Head head = Head.of(counted);
                if (head.isBlank()) {
                    throw Intake.invalid("the body is empty", List.of(new Violation("", "an event")));
                }
                ImportFormat found = named.or(() -> formats.detect(head)).orElseThrow(this::unknown);
                job.isOf(found.name());
                intake.takeFile(counted, found, teller, job.receipt(), dryRun);
                job.done();
                return job.report();
            } catch (ProblemException refused) {
                job.failed(refused.problem());
                throw refused;
            } catch (BrokerUnavailable away) {
                job.failed(BrokerUnavailableMapper.problem());
                throw away;
            } catch (IOException | RuntimeException broken) {
                job.failed(Problem.of("broken-off", "The import broke off", 400, "the body did not come to its end"));
                throw broken;
            }
        } finally {
            places.release();
        }
    }

    Optional<ImportJob> find(String id) {
        synchronized (jobs) {
            return Optional.ofNullable(jobs.get(id));
        }
    }

    /** Newest first. */
    List<ImportJob> all() {
        synchronized (jobs) {
            List<ImportJob> all = new java.util.ArrayList<>(jobs.values());
            java.util.Collections.reverse(all);
            return all;
        }
    }

    private ImportJob register(@Nullable String wanted, boolean dryRun) {
        String id = wanted == null ? UUID.randomUUID().toString() : wanted;
        ImportJob job = new ImportJob(id, dryRun, config.listed());
        synchronized (jobs) {
            ImportJob before = jobs.get(id);
            if (before != null && before.isRunning()) {
                throw new ProblemException(
                        Problem.of("import-running", "The import runs already", 409, "an import " + id + " runs"));
            }
            jobs.remove(id);
            jobs.put(id, job);
            Iterator<ImportJob> oldest = jobs.values().iterator();
            while (jobs.size() > config.importsKept() + config.imports() && oldest.hasNext()) {
                if (!oldest.next().isRunning()) {
                    oldest.remove();
                }
            }
        }
        return job;
    }

    private ImportFormat named(String name) {
        return formats.named(name).orElseThrow(this::unknown);
    }

    private ProblemException unknown() {
        String expected = "one of " + String.join(", ", formats.names());
        return new ProblemException(Problem.of(
                "unknown-format",
                "The import format is not known",
                400,
                "format: expected " + expected + ", and a body of that form",
                List.of(new Violation("format", expected))));
    }

    private static final class Counted extends FilterInputStream {

        private final ImportJob job;

        Counted(InputStream in, ImportJob job) {
            super(in);
            this.job = job;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            job.read(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            job.read(Math.max(0, count));
            return count;
        }
    }
}
