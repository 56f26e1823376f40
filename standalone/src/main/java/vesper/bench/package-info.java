/** {@code vesper bench}: what the bank does against what the machine can do, in one run. Never part of the tests. */
package vesper.bench;
