package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"

	"fenceline/internal/domain"
)

// purgedEvent is what stays of an event that was purged: its link in the chain.
// The members are those of [domain.LogEvent].
type purgedEvent struct {
	Hash   string `json:"hash"`
	Prev   string `json:"prev"`
	Purged uint64 `json:"purged"`
	Seq    uint64 `json:"seq"`
}

// tally is the digest of what one purge took away.
type tally struct {
	domain.LogPurge
	sum hash.Hash
}

func (t *tally) add(seq uint64, hash string) {
	if t.sum == nil {
		t.sum, t.First = sha256.New(), seq
	}
	t.Count, t.Last = t.Count+1, seq
	fmt.Fprintf(t.sum, "%d:%s\n", seq, hash)
	t.SHA256 = hex.EncodeToString(t.sum.Sum(nil))
}

// PurgeEvents takes the events with these numbers, in their order, out of the log
// and appends event, which says so. Of each its link stays, so that the chain and
// every head that left the house can be checked as before. What they made of tasks
// and targets must be in a base already, see [Store.WriteBase].
func (w *Write) PurgeEvents(event domain.LogEvent, seqs []uint64, before domain.Day) error {
	var t tally
	stubs := make([]purgedEvent, 0, len(seqs))
	for _, seq := range seqs {
		is, data, err := w.eventData(seq)
		if err != nil {
			return err
		}
		stubs = append(stubs, purgedEvent{Hash: digestOf(data), Prev: is.Prev, Seq: seq})
		t.add(seq, stubs[len(stubs)-1].Hash)
		if err := w.delete(keyEventOf(is.Subject, seq)); err != nil {
			return err
		}
	}
	t.Before = before
	said, err := marshal(t.LogPurge)
	if err != nil {
		return err
	}
	event.Verb, event.Subject, event.After = domain.VerbPurge, "log", string(said)
	if err := w.AppendEvent(event); err != nil {
		return err
	}
	for _, stub := range stubs {
		stub.Purged = w.last.Seq
		if err := w.put(keyEvent(stub.Seq), stub); err != nil {
			return err
		}
	}
	return nil
}

// eventData is an event with its stored bytes.
func (r *Read) eventData(seq uint64) (event domain.LogEvent, data []byte, err error) {
	value, err := get(r.r, keyEvent(seq))
	if err == nil && value == nil {
		err = broken(seq, "the event is missing")
	}
	if err == nil {
		data, err = unpack(r.r, keyEvent(seq), value)
	}
	if err == nil {
		err = unmarshal(keyEvent(seq), data, &event)
	}
	return event, data, err
}

// checkPurges compares what was found purged with what the log says of it.
func checkPurges(found map[uint64]*tally, said map[uint64]domain.LogPurge) error {
	for _, by := range slices.Sorted(maps.Keys(found)) {
		claim, is := said[by], found[by].LogPurge
		is.Before = claim.Before
		if claim != is {
			return broken(is.First, fmt.Sprintf("it is said to be purged by event %d, which does not say so", by))
		}
	}
	for _, by := range slices.Sorted(maps.Keys(said)) {
		if claim := said[by]; found[by] == nil && claim.Count > 0 {
			return broken(claim.First, fmt.Sprintf("event %d says it purged it, and it is there", by))
		}
	}
	return nil
}

// baseStep is how many bytes of records one part of a base holds at most.
const baseStep = 256 << 10

// WriteBase writes the tasks and targets as they were with entry at into the log,
// by events like the one given, so that nothing before it is needed to rebuild
// them; at 0 is now. A base that
// stands for more does. It may be repeated after a crash: without its last event it
// does not count.
func (s *Store) WriteBase(ctx context.Context, event domain.LogEvent, at uint64) error {
	var records map[string][]byte
	var there bool
	err := s.View(ctx, func(r *Read) (err error) {
		if at != 0 {
			newest, entry, err := r.newestBase(0)
			if there = entry != 0 && newest.At >= at; err != nil || there {
				return err
			}
			records, err = Replay(r, at, func(record []byte) ([]byte, error) { return slices.Clone(record), nil })
			return err
		}
		records = map[string][]byte{}
		for key, record := range r.recorded() {
			if record.err != nil {
				return record.err
			}
			records[key] = record.data
		}
		head, err := r.LogHead()
		at = head.Seq
		return err
	})
	if err != nil || there {
		return err
	}
	base := domain.LogBase{At: at}
	keys := slices.Sorted(maps.Keys(records))
	for len(keys) > 0 {
		var set recordSet
		for set.size < baseStep && len(keys) > 0 {
			set.put(keys[0], records[keys[0]])
			keys = keys[1:]
		}
		part := event
		part.Verb, part.Subject = domain.VerbRecords, "tasks"
		var entry uint64
		err := s.Update(ctx, func(w *Write) error {
			if err := w.AppendEvent(part); err != nil {
				return err
			}
			entry = w.last.Seq
			return w.attach(&set, true)
		})
		if err != nil {
			return err
		}
		if base.From == 0 {
			base.From = entry
		}
	}
	return s.Update(ctx, func(w *Write) error {
		said := base
		if said.From == 0 { // nothing to keep
			head, err := w.LogHead()
			if err != nil {
				return err
			}
			said.From = head.Seq + 1
		}
		text, err := marshal(said)
		if err != nil {
			return err
		}
		event.Verb, event.Subject, event.After = domain.VerbBase, "log", string(text)
		return w.AppendEvent(event)
	})
}

// DropChanges removes what events up to entry to made of tasks and targets; a base
// must stand for it.
func (s *Store) DropChanges(ctx context.Context, to uint64) error {
	var keys []string
	err := s.View(ctx, func(r *Read) error {
		keys = keys[:0]
		for item, err := range r.r.Scan(Range{Prefix: under(pathChange), To: keyChange(to + 1)}) {
			if err != nil {
				return err
			}
			keys = append(keys, item.Key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	batch := s.Batch(ctx)
	for _, key := range keys {
		if err := batch.Do(func(w *Write) error { return w.delete(key) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}

// NeedsBase tells whether there are tasks which the log cannot rebuild: those of
// a program that did not keep them there.
func (r *Read) NeedsBase() (bool, error) {
	for _, err := range r.r.Scan(Range{Prefix: under(pathChange), Limit: 1}) {
		return false, err
	}
	if _, entry, err := r.newestBase(0); err != nil || entry != 0 {
		return false, err
	}
	for _, err := range r.r.Scan(Range{Prefix: under(pathTask), Limit: 1}) {
		return err == nil, err
	}
	return false, nil
}
