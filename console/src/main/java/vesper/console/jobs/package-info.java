/** Jobs and their runs: what runs, how it ended, and the buttons to start, stop, restart and recover. */
package vesper.console.jobs;
