/** The coord command. */
module dev.coord.cli {
    requires dev.coord.fs;
    requires dev.coord.git;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;

    opens dev.coord.cli to
            info.picocli;
}
