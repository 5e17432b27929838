/** CSV as others write it: strict about each row, tolerant of the rows around a broken one. */
package io.tastelake.contracts.csv;
