/** The coord command. */
@SuppressWarnings("requires-automatic") // the driver has no descriptor
module dev.coord.cli {
    requires dev.coord.content;
    requires dev.coord.fs;
    requires dev.coord.git;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.sql;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    opens dev.coord.cli to
            info.picocli;
    opens dev.coord.cli.command to
            info.picocli;
    opens dev.coord.cli.demo to
            info.picocli;
    opens dev.coord.cli.directory to
            info.picocli;
    opens dev.coord.cli.feature to
            info.picocli;
    opens dev.coord.cli.lock to
            info.picocli;
    opens dev.coord.cli.plan to
            info.picocli;
    opens dev.coord.cli.run to
            info.picocli;
}
