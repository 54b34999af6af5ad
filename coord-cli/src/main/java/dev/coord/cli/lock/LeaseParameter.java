package dev.coord.cli.lock;

import dev.coord.lock.LeaseId;
import picocli.CommandLine.Parameters;

/** The lease of a command. */
final class LeaseParameter {

    @Parameters(index = "0", paramLabel = "LEASE", description = "The lease, as 'coord lock acquire' printed it.")
    private String lease = "";

    LeaseId id() {
        return new LeaseId(lease);
    }
}
