/** How updates that wait together become one commit: tickets, the thread that takes the lock, and the files it writes. */
@NullMarked
package dev.coord.fs.commit;

import org.jspecify.annotations.NullMarked;
