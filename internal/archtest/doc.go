// Package archtest holds the floor plan of the house as a test: which room may
// import which, where each outside module lives, and a few rules of the house that
// a compiler does not check.
//
// A new room, a new import between rooms or a new module fails the test until the
// plan is changed on purpose.
package archtest
