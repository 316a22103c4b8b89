package io.vorsprung.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything, loads the history, prints the answer. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything, load the bundled history, print the gap. Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Mixin
    private Where where = new Where();

    @Option(names = "--once", description = "print and stop")
    private boolean once;

    @Option(names = "--detach", description = "return when ready; stop it with: vorsprung down")
    private boolean detach;

    @Option(names = "--fresh", description = "start with empty data")
    private boolean fresh;

    @Option(names = "--no-history", description = "do not load the bundled history")
    private boolean noHistory;

    @Override
    public Integer call() throws Exception {
        DataDirectory data = where.data();
        data.supervisor().ifPresent(running -> {
            throw new Failure("it runs already on " + data.path() + " (process " + running.pid()
                    + "); stop it with: vorsprung down --data " + data.path());
        });
        stopLeftOvers(data);
        where.ports().requireFree();
        data.prepare(fresh);
        data.tokens().prepare();
        return detach ? new Detached(data, where.portOffset(), noHistory).start() : run(data);
    }

    private int run(DataDirectory data) throws Exception {
        data.forgetProcesses();
        data.note(ProcessHandle.current());
        Stack stack = new Stack(Vorsprung.home(), data, where.ports());
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread hook = new Thread(
                () -> {
                    stack.close();
                    stopped.complete(null);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            System.err.println("Starting Kafka, PostgreSQL and three services; logs are in "
                    + data.path().resolve("log"));
            stack.start();
            CompletableFuture<Child> ended = stack.anyEnd();
            if (!noHistory) {
                new BundledHistory(where).loadInto(data);
            }
            System.out.println(new Summary(where).text());
            Files.writeString(data.ready(), Integer.toString(where.portOffset()));
            if (once) {
                return 0;
            }
            System.err.println("Ctrl-C stops it.");
            Child dead = ended.get();
            throw new Failure(dead.name() + " ended unexpectedly (exit code "
                    + dead.process().exitValue() + "); everything is stopped; its log is " + dead.log());
        } catch (Failure failed) {
            if (stack.isStopping()) {
                // not a fault: it was told to stop, and what was waited for ended
                stopped.join();
                return INTERRUPTED;
            }
            throw failed;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            stack.close();
        }
    }

    /** Of a supervisor that was killed. PostgreSQL is taken care of where it is started. */
    private static void stopLeftOvers(DataDirectory data) throws IOException {
        for (ProcessHandle left : data.running()) {
            if (left.pid() != ProcessHandle.current().pid()) {
                left.destroyForcibly();
                left.onExit().join();
            }
        }
        if (Files.exists(data.path())) {
            data.forgetProcesses();
        }
    }
}
