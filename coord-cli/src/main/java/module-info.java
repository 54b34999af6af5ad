/** The coord command. */
module dev.coord.cli {
    requires dev.coord.fs;
    requires dev.coord.git;
    requires info.picocli;

    opens dev.coord.cli to
            info.picocli;
}
