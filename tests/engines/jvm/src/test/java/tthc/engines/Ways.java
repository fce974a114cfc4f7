package tthc.engines;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the program expects of an engine: the file `ways.json` that the example `workflows` writes. */
final class Ways {
    private Ways() {}

    /** A process and ways through it that together take every piece of it. */
    record Workflow(String file, String process, List<Way> ways) {}

    /** What is answered on one way, and the events and tasks that it runs to their end. */
    record Way(Map<String, Object> start, List<Visit> visits, List<String> runs) {}

    /** Somebody does a task, or does not and the timer {@code late} fires. */
    record Visit(
            @JsonProperty(required = true) String task, Map<String, Object> gives, String late) {}

    static List<Workflow> read(Path folder) throws IOException {
        return new ObjectMapper()
                .readValue(folder.resolve("ways.json").toFile(), new TypeReference<>() {});
    }

    /** The folder named by the property `ways`. */
    static Path folder() {
        String folder = System.getProperty("ways");
        if (folder == null) {
            throw new IllegalStateException("mvn test -Dways=DIR: the folder of the example `workflows`");
        }
        return Path.of(folder);
    }

    /** The files of one workflow for one engine, each with its name. */
    static List<Path> files(Path folder, String dialect, String file, boolean withForms) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String ending : List.of(".bpmn", ".dmn")) {
            Path path = folder.resolve(dialect).resolve(file + ending);
            if (Files.exists(path)) {
                files.add(path);
            }
        }
        Path forms = folder.resolve(dialect).resolve(file + ".forms");
        if (withForms && Files.isDirectory(forms)) {
            try (var all = Files.list(forms)) {
                all.sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** Nothing if both say the same, whatever the order. */
    static String difference(List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        List<String> more = new ArrayList<>();
        for (String id : actual) {
            if (!missing.remove(id)) {
                more.add(id);
            }
        }
        if (missing.isEmpty() && more.isEmpty()) {
            return null;
        }
        Collections.sort(missing);
        Collections.sort(more);
        return "not run: " + missing + ", run but not expected: " + more;
    }
}
