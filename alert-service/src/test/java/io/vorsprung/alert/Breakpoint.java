package io.vorsprung.alert;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.MethodExitEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import java.time.Duration;
import java.util.Map;

/** Stops a process at a place in its code, from outside: by the debugger's interface, so that the code knows nothing of it. */
final class Breakpoint {

    /** Where: at the beginning of a method, or at its end, before its transaction commits. */
    record Place(String type, String method, boolean end) {
        @Override
        public String toString() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method + (end ? " (end)" : "");
        }
    }

    private final VirtualMachine machine;
    private final Place place;

    private Breakpoint(VirtualMachine machine, Place place) {
        this.machine = machine;
        this.place = place;
    }

    static Breakpoint set(int debugPort, Place place) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(debugPort));
        Breakpoint breakpoint = new Breakpoint(connector.attach(arguments), place);
        breakpoint.request();
        return breakpoint;
    }

    private void request() {
        EventRequestManager requests = machine.eventRequestManager();
        var prepare = requests.createClassPrepareRequest();
        prepare.addClassFilter(place.type());
        prepare.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        prepare.enable();
        machine.classesByName(place.type()).forEach(this::request);
    }

    private void request(ReferenceType type) {
        EventRequestManager requests = machine.eventRequestManager();
        if (place.end()) {
            var exit = requests.createMethodExitRequest();
            exit.addClassFilter(type);
            exit.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            exit.enable();
        } else {
            type.methodsByName(place.method()).stream()
                    .filter(method -> !method.isAbstract() && !method.isBridge())
                    .forEach(method -> {
                        var at = requests.createBreakpointRequest(method.location());
                        at.setSuspendPolicy(EventRequest.SUSPEND_ALL);
                        at.enable();
                    });
        }
    }

    /** Returns when the process stands there, suspended; false where it does not come by in time. */
    boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            EventSet events = machine.eventQueue().remove(200);
            if (events == null) {
                continue;
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    request(prepared.referenceType());
                } else if (event instanceof MethodExitEvent exit
                        ? exit.method().name().equals(place.method())
                        : event instanceof LocatableEvent) {
                    return true;
                }
            }
            events.resume();
        }
        return false;
    }
}
