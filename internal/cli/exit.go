package cli

import (
	"fenceline/internal/domain"
)

// Exit codes of the program, for scripts.
const (
	ExitDone     = 0   // done
	ExitInternal = 1   // a fault of the program
	ExitUsage    = 2   // the command line is wrong
	ExitPartly   = 3   // done, with rejected files or with matching still pending
	ExitInput    = 4   // the input is invalid, unsupported or not to be trusted
	ExitState    = 5   // no such thing, or the step is not allowed
	ExitStorage  = 6   // the desk is open elsewhere, or the disk failed
	ExitGate     = 7   // a policy gate is closed: something is overdue
	ExitNoWindow = 8   // no window can be opened here
	ExitNetwork  = 9   // another computer did not answer, or not as agreed
	ExitStopped  = 130 // stopped by the person
)

// ExitCode says with which code an error ends the program.
func ExitCode(err error) int {
	switch domain.KindOf(err) {
	case "":
		return ExitDone
	case domain.Invalid, domain.Unsupported, domain.Untrusted:
		return ExitInput
	case domain.NotFound, domain.Conflict:
		return ExitState
	case domain.Busy, domain.Storage, domain.Corrupt:
		return ExitStorage
	case domain.Unreachable:
		return ExitNetwork
	case domain.Cancelled:
		return ExitStopped
	}
	return ExitInternal
}
