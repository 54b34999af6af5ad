package dev.coord.fs.disk;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Refuses file systems that several machines, or a machine and its guests, may share: their locks keep nobody out, or are
 * lost with the connection, and two machines would both believe that they alone write.
 */
public final class FileSystemCheck {

    /** Who knows that only one machine uses the directory makes this file in it. */
    private static final List<Pattern> SHARED = List.of(
            Pattern.compile(
                    "nfs\\d*|cifs|smb.*|9p|v9fs|afs|afpfs|ncpfs|coda|ceph|lustre|gpfs|glusterfs|gfs\\d*|ocfs2|beegfs"),
            Pattern.compile("pvfs2|orangefs|davfs|webdav|acfs|virtiofs|vboxsf|prl_fs|drvfs"),
            Pattern.compile(
                    "(fuse|osxfuse|macfuse)\\.(?!(overlayfs|fuse-overlayfs|ext\\d|ntfs.*|exfat|bindfs|encfs|gocryptfs)$).*"),
            Pattern.compile("fuse\\.grpcfuse|vmhgfs.*"));

    private FileSystemCheck() {}

    /**
     * Makes sure that a directory lies on a file system of this machine's own.
     *
     * @throws StoreFailed if it does not, and nobody said that this is fine
     */
    public static void require(Path directory) {
        String type;
        try {
            type = Files.getFileStore(directory).type();
        } catch (IOException | RuntimeException e) { // in some containers the system cannot tell
            LoggerFactory.getLogger(FileSystemCheck.class).debug("cannot tell the file system of {}", directory, e);
            return;
        }
        require(directory, type);
    }

    public static void require(Path directory, String type) {
        Path consent = new DirectoryLayout(directory).consent();
        if (isShared(type) && !Files.isRegularFile(consent, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreFailed(
                    "cannot keep locks in '" + directory + "': it lies on a file system that other machines"
                            + " may share (" + type
                            + "), where locks keep nobody out; nothing was changed; name a directory on a"
                            + " local disk with --dir or COORD_DIR or, if no other machine ever uses this one, do 'mkdir -m 700 "
                            + consent.getParent() + "; touch " + consent + "'");
        }
    }

    public static boolean isShared(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return SHARED.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
