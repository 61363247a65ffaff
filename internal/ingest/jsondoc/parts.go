package jsondoc

import "fenceline/internal/domain"

// Parts hands the statements of an advisory over some at a time, where all of them
// together would take a multiple of their document in memory. The zero value leaves
// them where they are.
type Parts struct {
	Most int // about how many are held at once

	// Part is handed the advisory as far as it was read, with the statements that follow
	// those it was handed before, all of one vulnerability together; first is the place
	// of the first of them among all. It must not keep them.
	Part func(a *domain.Advisory, first int)

	first int
}

// Hand hands over what is there once it is enough, or the last of it. Call it when all
// statements of a vulnerability are there.
func (p *Parts) Hand(a *domain.Advisory, last bool) {
	if p.Part == nil || len(a.Statements) < p.Most && !last {
		return
	}
	if len(a.Statements) > 0 {
		p.Part(a, p.first)
		p.first += len(a.Statements)
	}
	clear(a.Statements)
	a.Statements = a.Statements[:0]
	if last {
		a.Statements = nil
	}
}
