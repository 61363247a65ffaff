// Package cli gives every verb of the desk a command.
//
// Answers go to standard output, as text or with --json as one JSON value;
// everything else goes to standard error. Sentences come from package words.
// Exit codes are in [ExitCode].
package cli
