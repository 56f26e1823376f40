/** The operator's REST API: jobs, close and status for the command line and for other programs. */
package vesper.console.operator;
