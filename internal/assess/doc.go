// Package assess decides: which statements meet which components, what that
// means, which fixes cure it, when they are due, and what newer evidence proves.
//
// All functions are pure: no input or output, no clock, no store. Equal input
// gives equal output to the byte, whatever its order, so that a full run and an
// incremental one cannot disagree.
package assess
