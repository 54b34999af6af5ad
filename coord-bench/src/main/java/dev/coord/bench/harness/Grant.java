package dev.coord.bench.harness;

/**
 * A lock as its holder wrote it down, by the host's monotonic clock, which all its processes share.
 *
 * @param path number of the path
 * @param process number of the process
 * @param from when the holder had learned of it
 * @param until when the holder began to give it back
 */
public record Grant(int path, int process, long from, long until) {

    String line() {
        return path + " " + process + " " + from + " " + until;
    }

    static Grant parse(String line) {
        String[] words = line.split(" ", -1);
        return new Grant(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]));
    }
}
