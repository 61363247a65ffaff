package store

import (
	"iter"

	"fenceline/internal/domain"
)

// Exceptions yields every exception ever granted, in the order in which they were.
func (r *Read) Exceptions() iter.Seq2[domain.Exception, error] {
	return scan[domain.Exception](r, Range{Prefix: under(pathException)})
}

// Exception is the exception with the id.
func (r *Read) Exception(id string) (domain.Exception, error) {
	e, ok, err := find[domain.Exception](r, path(pathException, id))
	if err == nil && !ok {
		err = missing("read exception", id, CodeNoException)
	}
	return e, err
}

// PutException stores the exception under its id.
func (w *Write) PutException(e domain.Exception) error { return w.put(path(pathException, e.ID), e) }

// People yields every person ever defined, by name.
func (r *Read) People() iter.Seq2[domain.Person, error] {
	return scan[domain.Person](r, Range{Prefix: under(pathPerson)})
}

// Person is the person of that name, without regard to case and surrounding space.
func (r *Read) Person(name string) (domain.Person, error) {
	p, ok, err := find[domain.Person](r, path(pathPerson, foldName(name)))
	if err == nil && !ok {
		err = missing("read person", name, CodeNoPerson)
	}
	return p, err
}

// PutPerson stores the person under their name.
func (w *Write) PutPerson(p domain.Person) error { return w.put(path(pathPerson, foldName(p.Name)), p) }

// VEXDecisions yields every decision of this desk's own ever made, in the order of
// their ids as text.
func (r *Read) VEXDecisions() iter.Seq2[domain.VEXDecision, error] {
	return scan[domain.VEXDecision](r, Range{Prefix: under(pathVEX)})
}

// VEXDecision is the decision with the id.
func (r *Read) VEXDecision(id string) (domain.VEXDecision, error) {
	d, ok, err := find[domain.VEXDecision](r, path(pathVEX, id))
	if err == nil && !ok {
		err = missing("read VEX decision", id, CodeNoVEX)
	}
	return d, err
}

// PutVEXDecision stores the decision under its id.
func (w *Write) PutVEXDecision(d domain.VEXDecision) error { return w.put(path(pathVEX, d.ID), d) }
