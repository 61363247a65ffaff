package domain

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says how a caller should react to an error; exit codes hang on it.
type Kind string

// The kinds of error, and nothing else: see ExitCode of package cli.
const (
	Invalid     Kind = "invalid"     // the input is broken or breaks a rule of its format
	Unsupported Kind = "unsupported" // well formed, but of a sort this program does not read
	Untrusted   Kind = "untrusted"   // refused for its origin: hash, signature, limits
	NotFound    Kind = "not_found"   // no such thing in this desk
	Conflict    Kind = "conflict"    // the thing changed meanwhile, or the step is not allowed in its state
	Busy        Kind = "busy"        // somebody else has the desk open
	Storage     Kind = "storage"     // the disk or the store failed
	Corrupt     Kind = "corrupt"     // stored bytes are not what was written
	Unreachable Kind = "unreachable" // another computer did not answer, or not as agreed
	Cancelled   Kind = "cancelled"   // the person stopped it
	Internal    Kind = "internal"    // a programmer's mistake
)

// Code names a sentence of package words; codes are stable, sentences are not.
type Code string

// Params are the values a sentence is filled with, by name.
type Params map[string]string

// Error is an error as it meets a person: made where the cause is known and put
// into a sentence once, by package words.
type Error struct {
	Kind    Kind   `json:"kind"`
	Op      string `json:"op,omitzero"`      // what was being done: "decode csaf"
	Subject string `json:"subject,omitzero"` // the file or thing it was done to
	Place   string `json:"place,omitzero"`   // where inside: a JSON Pointer, a line, a key
	Code    Code   `json:"code,omitzero"`    // the sentence and its next step
	Params  Params `json:"params,omitzero"`
	Err     error  `json:"-"`
}

// Error gives the technical form: op, subject, place and cause, in that order.
func (e *Error) Error() string {
	parts := make([]string, 0, 4)
	head := e.Op
	if e.Subject != "" {
		head = strings.TrimSpace(head + " " + fmt.Sprintf("%q", e.Subject))
	}
	if head != "" {
		parts = append(parts, head)
	}
	if e.Place != "" {
		parts = append(parts, e.Place)
	}
	switch {
	case e.Err != nil:
		parts = append(parts, e.Err.Error())
	case e.Code != "":
		parts = append(parts, strings.ReplaceAll(string(e.Code), "_", " "))
	default:
		parts = append(parts, string(e.Kind))
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf tells the kind of the outermost [Error] in err's chain, and Internal
// where there is none. KindOf(nil) is "".
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
