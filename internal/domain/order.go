package domain

import (
	"cmp"
	"slices"
)

// Order is where the SSVC deployer table puts something among what is due on the
// same day and has the same tier. It moves no date.
type Order struct {
	Outcome string    `json:"outcome"`          // as published: immediate, out-of-cycle, scheduled, defer
	Row     int       `json:"row"`              // of the published table, read with what stands in for missing facts
	Assumed bool      `json:"assumed,omitzero"` // some answer to a missing fact would change the outcome
	Facts   []DueFact `json:"facts,omitzero"`   // only where it is explained
}

// orderOutcomes are the outcomes of the deployer table, the most pressing first.
var orderOutcomes = []string{"immediate", "out-of-cycle", "scheduled", "defer"}

// Compare orders the more pressing first; of equal ones what is known goes before
// what is assumed. What has no order goes last.
func (o Order) Compare(b Order) int {
	rank := func(o Order) int {
		if i := slices.Index(orderOutcomes, o.Outcome); i >= 0 {
			return i
		}
		return len(orderOutcomes)
	}
	assumed := func(o Order) int {
		if o.Assumed {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(o), rank(b)), cmp.Compare(assumed(o), assumed(b)))
}
