package io.vorsprung.local;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether it runs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say what runs; exit code 0 if all of it is ready, 3 if not.")
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_READY = 3;

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() throws Exception {
        DataDirectory data = where.data();
        if (data.supervisor().isEmpty()) {
            System.out.println("not running on " + data.path());
            return NOT_READY;
        }
        int offset = Files.exists(data.ready())
                ? Integer.parseInt(Files.readString(data.ready()).strip())
                : where.portOffset();
        Ports ports = new Ports(offset);
        boolean ready = true;
        for (Api api : List.of(new Api(ports.ingest()), new Api(ports.metrics()), new Api(ports.alert()))) {
            boolean up = api.isReady();
            ready &= up;
            System.out.println(api.base() + (up ? " ready" : " not ready"));
        }
        return ready ? 0 : NOT_READY;
    }
}
