package store

import (
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// What an import writes for each document is encoded here without reflection, to
// the very bytes that [marshal] gives; what is unusual is left to it.

// marshalArrival is [marshal] for an arrival.
func marshalArrival(a *Arrival) ([]byte, error) {
	e := rowEncoder{data: make([]byte, 0, 512)}
	e.text(`{"id":`, a.ID)
	e.text(`,"digest":`, a.Digest)
	e.data = strconv.AppendInt(append(e.data, `,"size":`...), a.Size, 10)
	e.text(`,"format":`, string(a.Format))
	e.text(`,"file":`, a.File)
	ok := e.date(`,"at":`, a.At)
	e.text(`,"by":`, a.By)
	e.text(`,"badge":`, string(a.Badge))
	e.someText(`,"receipt":`, a.Receipt)
	e.someText(`,"asset":`, a.Asset)
	e.someText(`,"slot":`, a.Slot)
	if a.Part != 0 {
		e.data = strconv.AppendInt(append(e.data, `,"part":`...), int64(a.Part), 10)
	}
	e.someText(`,"os":`, a.OS)
	if !ok || a.Proofs != nil {
		return marshal(a)
	}
	if a.Owners != nil {
		e.list(`,"owners":`, a.Owners)
	}
	e.someText(`,"released":`, a.Released)
	return append(e.data, '}'), nil
}

// marshalAdvisory is [marshal] for an advisory's record.
func marshalAdvisory(a *AdvisoryRecord) ([]byte, error) {
	e := rowEncoder{data: make([]byte, 0, 1024)}
	e.text(`{"key":`, string(a.Advisory))
	e.text(`,"format":`, string(a.Format))
	e.text(`,"namespace":`, a.Namespace)
	e.text(`,"id":`, a.ID)
	e.someText(`,"title":`, a.Title)
	e.someText(`,"publisher":`, a.Publisher)
	e.someText(`,"status":`, a.Status)
	ok := e.someDate(`,"published":`, a.Published) && e.someDate(`,"modified":`, a.Modified) && e.someDate(`,"withdrawn":`, a.Withdrawn)
	e.someText(`,"tlp":`, string(a.TLP))
	if a.Names != nil {
		e.list(`,"names":`, a.Names)
	}
	ok = ok && e.number(`,"score":`, a.Score)
	if a.Keys != nil {
		e.list(`,"keys":`, texts(a.Keys))
	}
	ok = ok && e.date(`,"received":`, a.Received)
	e.data = append(e.data, `,"revisions":[`...)
	for i := range a.Revisions {
		if i > 0 {
			e.data = append(e.data, ',')
		}
		ok = ok && e.revision(&a.Revisions[i])
	}
	if !ok {
		return marshal(a)
	}
	return append(e.data, ']', '}'), nil
}

func texts(keys []domain.PackageKey) []string {
	all := make([]string, len(keys))
	for i, key := range keys {
		all[i] = string(key)
	}
	return all
}

func (e *rowEncoder) revision(r *RevisionRecord) bool {
	e.text(`{"revision":`, r.Revision)
	e.text(`,"digest":`, r.Digest)
	ok := e.date(`,"received":`, r.Received)
	e.text(`,"badge":`, string(r.Badge))
	e.text(`,"arrival":`, r.Arrival)
	if r.Raises != 0 {
		e.data = strconv.AppendInt(append(e.data, `,"raises":`...), int64(r.Raises), 10)
	}
	e.data = append(e.data, '}')
	return ok
}

// marshalEdge is [marshal] for an alias edge.
func marshalEdge(a aliasEdge) []byte {
	e := rowEncoder{data: make([]byte, 0, 128)}
	e.text(`{"advisory":`, string(a.Advisory))
	e.text(`,"other":`, a.Other)
	return append(e.data, '}')
}

// someDate appends a date that is stated.
func (e *rowEncoder) someDate(name string, t time.Time) bool {
	return t.IsZero() && t.Location() == time.UTC || e.date(name, t)
}

// date appends a date of UTC that RFC 3339 can write.
func (e *rowEncoder) date(name string, t time.Time) bool {
	if t.Location() != time.UTC || t.Year() < 1 || t.Year() > 9999 {
		return false
	}
	e.data = append(t.AppendFormat(append(append(e.data, name...), '"'), time.RFC3339Nano), '"')
	return true
}
