/** The rules of coord. */
@SuppressWarnings("module") // the modules that some packages are for are compiled after this one
module dev.coord.core {
    requires transitive dev.coord.api;
    requires com.fasterxml.jackson.databind;
    requires org.jgrapht.core;
    requires org.slf4j;

    exports dev.coord.core;
    exports dev.coord.core.answer;
    exports dev.coord.core.answer.command;
    exports dev.coord.core.answer.directory;
    exports dev.coord.core.answer.plan;
    exports dev.coord.core.answer.run;
    exports dev.coord.core.answer.state;
    exports dev.coord.core.audit to
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.clean;
    exports dev.coord.core.conflict to
            dev.coord.cli,
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.diagram;
    exports dev.coord.core.driver;
    exports dev.coord.core.file to
            dev.coord.cli,
            dev.coord.git;
    exports dev.coord.core.graph to
            dev.coord.cli;
    exports dev.coord.core.history;
    exports dev.coord.core.integrate;
    exports dev.coord.core.json to
            dev.coord.cli,
            dev.coord.fs,
            dev.coord.git;
    exports dev.coord.core.json.history to
            dev.coord.fs,
            dev.coord.testkit;
    exports dev.coord.core.json.input;
    exports dev.coord.core.json.snapshot to
            dev.coord.cli,
            dev.coord.fs;
    exports dev.coord.core.json.state to
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.lease;
    exports dev.coord.core.lock;
    exports dev.coord.core.lock.contention to
            dev.coord.cli,
            dev.coord.testkit;
    exports dev.coord.core.marks to
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.path to
            dev.coord.cli,
            dev.coord.fs,
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.plan;
    exports dev.coord.core.process to
            dev.coord.cli,
            dev.coord.fs,
            dev.coord.git,
            dev.coord.testkit;
    exports dev.coord.core.protocol to
            dev.coord.fs;
    exports dev.coord.core.protocol.delta to
            dev.coord.fs;
    exports dev.coord.core.protocol.edit to
            dev.coord.fs;
    exports dev.coord.core.radar;
    exports dev.coord.core.reach to
            dev.coord.git;
    exports dev.coord.core.report;
    exports dev.coord.core.rollback;
    exports dev.coord.core.run;
    exports dev.coord.core.run.event;
    exports dev.coord.core.run.text to
            dev.coord.cli;
    exports dev.coord.core.schema to
            dev.coord.git;
    exports dev.coord.core.spi;
    exports dev.coord.core.state;
    exports dev.coord.core.survival to
            dev.coord.git;
    exports dev.coord.core.verdict to
            dev.coord.git;
}
