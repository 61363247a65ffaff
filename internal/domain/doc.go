// Package domain holds the nouns of a patch desk and the rules that need one
// noun alone.
//
// It imports the standard library only and does no input or output. Every other
// room speaks in these types: readers turn foreign bytes into an [Item], pure
// functions judge them into a [Finding] with a [Verdict], and the desk turns
// findings into a [PatchTask] with one [Target] per asset.
//
// Conventions that hold for all types here: the zero value of a string, time or
// slice means "not stated"; instants are UTC; calendar days are a [Day]; ids are
// opaque: ULIDs or hashes. JSON names are part of the stored
// form and of the command line's --json output.
package domain
