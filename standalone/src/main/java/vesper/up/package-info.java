/** {@code vesper up}: the whole bank in one process, and how other commands find it. */
package vesper.up;
