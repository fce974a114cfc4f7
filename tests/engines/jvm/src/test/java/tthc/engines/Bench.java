package tthc.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tthc.engines.Ways.Visit;
import tthc.engines.Ways.Way;
import tthc.engines.Ways.Workflow;

/** Drives one engine along ways. */
abstract class Bench implements AutoCloseable {
    /** A user task or a job that waits for somebody. */
    record Open(String activity, String id, boolean job) {}

    abstract String engine();

    abstract void deploy(String name, List<Path> files) throws IOException;

    abstract List<Path> files(Path folder, String file) throws IOException;

    /** The id of the instance. */
    abstract String start(String process, Map<String, Object> answers);

    abstract List<Open> open(String instance);

    abstract void complete(Open open, Map<String, Object> answers);

    /** Moves the clock to the due time of the timer and lets it fire. */
    abstract void fire(String instance, String timer);

    /** What was run to its end, without gateways; in the order of the ends. */
    abstract List<String> runs(String instance);

    abstract boolean isOver(String instance);

    @Override
    public abstract void close();

    /** What is wrong on each way; empty if the engine does what the program expects. */
    List<String> check(Path folder, Workflow workflow) throws IOException {
        List<String> wrong = new ArrayList<>();
        try {
            deploy(workflow.file(), files(folder, workflow.file()));
        } catch (RuntimeException error) {
            return List.of("not deployed: " + first(error));
        }
        for (int at = 0; at < workflow.ways().size(); at++) {
            String problem;
            try {
                problem = walk(workflow.process(), workflow.ways().get(at));
            } catch (RuntimeException error) {
                problem = first(error);
            }
            if (problem != null) {
                wrong.add("way " + (at + 1) + ": " + problem);
            }
        }
        return wrong;
    }

    private String walk(String process, Way way) {
        String instance = start(process, way.start());
        List<Visit> left = new ArrayList<>(way.visits());
        for (List<Open> open = open(instance); !open.isEmpty(); open = open(instance)) {
            // What waits at the same time may be done in any order: the last of the model first.
            Visit next = null;
            Open task = null;
            for (Open one : open) {
                Visit visit = left.stream().filter(v -> v.task().equals(one.activity())).findFirst().orElse(null);
                if (visit == null) {
                    return one.activity() + " waits and is not expected";
                }
                if (next == null || left.indexOf(visit) > left.indexOf(next)) {
                    next = visit;
                    task = one;
                }
            }
            left.remove(next);
            if (next.late() != null) {
                fire(instance, next.late());
            } else {
                complete(task, next.gives());
            }
        }
        if (!isOver(instance)) {
            return "nothing waits, and the process is not at its end";
        }
        List<String> runs = runs(instance);
        String end = way.runs().get(way.runs().size() - 1);
        if (!runs.isEmpty() && !runs.get(runs.size() - 1).equals(end)) {
            return "ends with " + runs.get(runs.size() - 1) + " and not with " + end;
        }
        return Ways.difference(way.runs(), runs);
    }

    private static String first(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.lines().limit(4).reduce((a, b) -> a + " / " + b).orElse(text);
    }
}
