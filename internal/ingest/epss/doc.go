// Package epss reads a day of FIRST's Exploit Prediction Scoring System as CSV
// into one [domain.Signal] per vulnerability.
//
// FIRST has no schema for the file; read are the four headers it has had:
//
//   - from 14 April 2021: "cve,epss";
//   - from September 2021: "cve,epss,percentile";
//   - from 4 February 2022: the same below a line
//     "#model_version:v2022.01.01,score_date:2022-02-04T00:00:00+0000";
//   - from 17 March 2025: the same with the date as "2025-03-17T12:55:00Z".
//
// Scores and percentiles are kept as written, so that no digit is made up or
// lost; both must be numbers from 0 to 1. A file without score_date says nothing
// of its day: the door takes it from the file's name. Other columns pass.
//
// A row without id or with a score that is none refuses the file: it was cut or
// changed. Rows are streamed and none is remembered: whoever sorts them finds the
// ids that stand twice.
package epss
