/** Files of this host that others can put in the way: plain files, logs, stamps and paths as the system has them. Only for the modules of coord. */
@NullMarked
package dev.coord.core.file;

import org.jspecify.annotations.NullMarked;
