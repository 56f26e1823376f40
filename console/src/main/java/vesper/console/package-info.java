/**
 * What staff work with in a browser: configuration, security, the frame of every page and the problem pages. Each page
 * has a package of its own beside this one and its templates in the folder of the same name.
 */
package vesper.console;
