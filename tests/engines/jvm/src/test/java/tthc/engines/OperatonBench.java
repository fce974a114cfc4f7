package tthc.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.runtime.Job;

final class OperatonBench extends Bench {
    private static final String WORKER = "worker";
    private final ProcessEngine engine;

    OperatonBench() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("operaton-bench");
        configuration.setJdbcUrl("jdbc:h2:mem:operaton;DB_CLOSE_DELAY=1000;QUERY_CACHE_SIZE=512");
        configuration.setDatabaseSchemaUpdate("create-drop");
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("full");
        configuration.setEnforceHistoryTimeToLive(true);
        engine = configuration.buildProcessEngine();
    }

    @Override
    String engine() {
        return "Operaton";
    }

    @Override
    List<Path> files(Path folder, String file) throws IOException {
        return Ways.files(folder, "operaton", file, true);
    }

    @Override
    void deploy(String name, List<Path> files) throws IOException {
        var deployment = engine.getRepositoryService().createDeployment().name(name);
        for (Path file : files) {
            deployment.addString(file.getFileName().toString(), Files.readString(file));
        }
        deployment.deploy();
    }

    @Override
    String start(String process, Map<String, Object> answers) {
        return engine.getRuntimeService().startProcessInstanceByKey(process, answers).getId();
    }

    @Override
    List<Open> open(String instance) {
        List<Open> open = new ArrayList<>();
        var tasks = engine.getTaskService().createTaskQuery().processInstanceId(instance).list();
        tasks.forEach(task -> open.add(new Open(task.getTaskDefinitionKey(), task.getId(), false)));
        var jobs = engine.getExternalTaskService().createExternalTaskQuery().processInstanceId(instance).list();
        jobs.forEach(job -> open.add(new Open(job.getActivityId(), job.getId(), true)));
        return open;
    }

    @Override
    void complete(Open open, Map<String, Object> answers) {
        if (!open.job()) {
            // A task list opens the form that the task names.
            var form = engine.getTaskService().createTaskQuery().taskId(open.id()).initializeFormKeys().singleResult();
            if (form.getOperatonFormRef() != null) {
                engine.getFormService().getDeployedTaskForm(open.id());
            }
            engine.getTaskService().complete(open.id(), answers);
            return;
        }
        var jobs = engine.getExternalTaskService();
        String topic = jobs.createExternalTaskQuery().externalTaskId(open.id()).singleResult().getTopicName();
        List<LockedExternalTask> locked =
                jobs.fetchAndLock(100, WORKER).topic(topic, 60_000).execute();
        if (locked.stream().noneMatch(job -> job.getId().equals(open.id()))) {
            throw new IllegalStateException("no worker of the topic " + topic + " gets " + open.activity());
        }
        jobs.complete(open.id(), WORKER, answers);
        locked.stream().filter(job -> !job.getId().equals(open.id())).forEach(job -> jobs.unlock(job.getId()));
    }

    @Override
    void fire(String instance, String timer) {
        var jobs = engine.getManagementService();
        Job job = jobs.createJobQuery().processInstanceId(instance).activityId(timer).timers().singleResult();
        if (job == null) {
            throw new IllegalStateException(timer + " is not set");
        }
        Date now = ClockUtil.getCurrentTime();
        if (!job.getDuedate().after(now)) {
            throw new IllegalStateException(timer + " is due at once");
        }
        try {
            ClockUtil.setCurrentTime(new Date(job.getDuedate().getTime() - 1000));
            if (jobs.createJobQuery().jobId(job.getId()).executable().count() != 0) {
                throw new IllegalStateException(timer + " fires too early");
            }
            ClockUtil.setCurrentTime(new Date(job.getDuedate().getTime() + 1000));
            if (jobs.createJobQuery().jobId(job.getId()).executable().count() != 1) {
                throw new IllegalStateException(timer + " does not fire");
            }
            jobs.executeJob(job.getId());
        } finally {
            ClockUtil.reset();
        }
    }

    @Override
    List<String> runs(String instance) {
        var all = engine.getHistoryService().createHistoricActivityInstanceQuery();
        var list = all.processInstanceId(instance).orderPartiallyByOccurrence().asc().list();
        return list.stream()
                .filter(one -> !one.isCanceled() && !one.getActivityType().endsWith("Gateway"))
                .map(one -> one.getActivityId())
                .toList();
    }

    @Override
    boolean isOver(String instance) {
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count() == 0;
    }

    @Override
    public void close() {
        engine.close();
    }
}
