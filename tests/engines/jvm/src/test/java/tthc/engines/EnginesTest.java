package tthc.engines;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tthc.engines.Ways.Workflow;

/** Every emitted process runs along every way with exactly the activities that the program expects. */
class EnginesTest {
    @TestFactory
    Stream<DynamicTest> operaton() throws IOException {
        return each(OperatonBench::new);
    }

    private static Stream<DynamicTest> each(Supplier<Bench> make) throws IOException {
        Path folder = Ways.folder();
        List<Workflow> workflows = Ways.read(folder);
        Bench bench = make.get();
        return workflows.stream().map(workflow -> DynamicTest.dynamicTest(workflow.file(), () -> {
            List<String> wrong = bench.check(folder, workflow);
            String told = wrong.isEmpty() ? "ok" : wrong.size() + " WRONG";
            System.out.printf("%-10s %-60s %3d ways  %s%n", bench.engine(), workflow.file(), workflow.ways().size(), told);
            assertTrue(wrong.isEmpty(), String.join("\n", wrong));
        })).onClose(bench::close);
    }
}
