package store

import (
	"iter"
)

// Arrival is the arrival with the id.
func (r *Read) Arrival(id string) (Arrival, error) {
	arrival, ok, err := find[Arrival](r, path(pathArrival, id))
	if err == nil && !ok {
		err = missing("read arrival", id, CodeNoArrival)
	}
	return arrival, err
}

// Arrivals yields every arrival in the order in which they came.
func (r *Read) Arrivals() iter.Seq2[Arrival, error] {
	return scan[Arrival](r, Range{Prefix: under(pathArrival)})
}

// LastArrival is the newest arrival; ok is false where nothing came in yet.
func (r *Read) LastArrival() (arrival Arrival, ok bool, err error) {
	for arrival, err := range scan[Arrival](r, Range{Prefix: under(pathArrival), Reverse: true, Limit: 1}) {
		return arrival, err == nil, err
	}
	return Arrival{}, false, nil
}

// ArrivalsOf lists the arrivals of the same bytes, oldest first.
func (r *Read) ArrivalsOf(digest string) ([]Arrival, error) {
	var arrivals []Arrival
	for id, err := range scan[string](r, Range{Prefix: under(pathArrivalOf, digest)}) {
		if err != nil {
			return nil, err
		}
		arrival, err := r.Arrival(id)
		if err != nil {
			return nil, err
		}
		arrivals = append(arrivals, arrival)
	}
	return arrivals, nil
}

// AddArrival is [Write.PutArrival] for one whose id is new.
func (w *Write) AddArrival(arrival Arrival) error {
	if err := w.add(path(pathArrivalOf, arrival.Digest, arrival.ID), arrival.ID); err != nil {
		return err
	}
	data, err := marshalArrival(&arrival)
	if err != nil {
		return err
	}
	return w.addData(path(pathArrival, arrival.ID), data)
}

// PutArrival stores an arrival under its id and its digest.
func (w *Write) PutArrival(arrival Arrival) error {
	if err := w.put(path(pathArrivalOf, arrival.Digest, arrival.ID), arrival.ID); err != nil {
		return err
	}
	return w.put(path(pathArrival, arrival.ID), arrival)
}
