// Package report writes what a desk knows and did for people who were not there,
// as sheets of paper, as a page that prints, as a workbook, as a table or as data.
//
// A report is made of [fenceline/internal/domain.ReportData] alone: nothing is
// read, no clock is asked. [Filter] comes first and leaves out what the audience
// may not see; [PDF], [HTML], [XLSX], [CSV] and [JSON] then write all that is left. What was left
// out is counted, what is not known is said, and no figure stands for the whole.
package report
