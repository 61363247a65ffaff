package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fenceline/internal/domain"
)

// Groups of what is derived.
const (
	DerivedAdvisories  = "advisories"  // what documents say: records, match rows, names, facts, sources
	DerivedInventories = "inventories" // what assets hold, and under which identities
	DerivedFindings    = "findings"    // what is found of it
)

// derivedVersions are the versions of what this program derives, by group. Whoever
// changes which keys or records a group comes to for the same documents, counts its
// version up: desks on which an older program derived it are then brought up to date.
var derivedVersions = map[string]int{DerivedAdvisories: 2, DerivedInventories: 2, DerivedFindings: 1}

// derivedRecord lies under meta/derived. Without it everything is of an older program.
type derivedRecord struct {
	Versions map[string]int `json:"versions"`
	Program  string         `json:"program"` // that derived it
}

// OlderDerived lists the groups that an older program derived: what this one would
// derive of the same documents may be missing. Nothing is older before a desk holds
// anything.
func (r *Read) OlderDerived() ([]string, error) {
	record, _, err := find[derivedRecord](r, keyDerived)
	if err != nil {
		return nil, err
	}
	var older []string
	for _, group := range slices.Sorted(maps.Keys(derivedVersions)) {
		if record.Versions[group] < derivedVersions[group] {
			older = append(older, group)
		}
	}
	return older, nil
}

// PutDerived notes that everything is derived as this program does.
func (w *Write) PutDerived(program string) error {
	return w.put(keyDerived, derivedRecord{Versions: derivedVersions, Program: program})
}

// notNewer refuses a store in which a newer program derived something.
func (s *Store) notNewer(ctx context.Context) error {
	var record derivedRecord
	err := s.View(ctx, func(r *Read) (err error) {
		record, _, err = find[derivedRecord](r, keyDerived)
		return err
	})
	if err != nil {
		return err
	}
	for _, group := range slices.Sorted(maps.Keys(record.Versions)) {
		if have, want := record.Versions[group], derivedVersions[group]; have > want {
			return &domain.Error{
				Kind: domain.Unsupported, Op: "open store", Code: CodeNewerStore,
				Params: domain.Params{"have": fmt.Sprint(have), "want": fmt.Sprint(want), "program": record.Program},
				Err:    fmt.Errorf("its %s are of version %d, derived by %q; this program knows %d", group, have, record.Program, want),
			}
		}
	}
	return nil
}

// transplanted are the paths that [Store.Transplant] brings over: what follows from
// documents alone.
var transplanted = []string{pathAdvisory, pathMatch, pathAlias, pathFact, pathKEV, pathScoreDay, pathScores, pathSource, pathCovers, pathInventory, pathHolder}

// mostTransplanted is how many keys, and bytes, are brought over at once.
const (
	mostTransplanted = 4000
	mostTransplant   = 8 << 20
)

// Transplant makes what follows from documents what it is in another store, in which
// it was derived again: advisories, and inventories beside those that count. What
// waits there to be matched waits here. A crash is followed by a reindex. It tells
// whether any record of an advisory changed; nobody else may write meanwhile.
func (s *Store) Transplant(ctx context.Context, from *Store) (advisories bool, err error) {
	if err := s.Update(ctx, func(w *Write) error { return w.PutPending(PendingReindex, PendingAll, Pending{}) }); err != nil {
		return false, err
	}
	for _, first := range transplanted {
		for _, prefix := range []string{first + "/", pathMore + "/" + first + "/"} {
			n, err := s.transplantPrefix(ctx, from, first, prefix)
			if err != nil {
				return advisories, err
			}
			advisories = advisories || n > 0 && first == pathAdvisory
		}
	}
	waiting := map[string]Pending{}
	err = from.View(ctx, func(r *Read) error {
		clear(waiting)
		for id, p := range r.Pendings("asset") {
			if p.Err != nil {
				return p.Err
			}
			waiting[id] = p.Pending
		}
		return nil
	})
	if err != nil {
		return advisories, err
	}
	b := s.Batch(ctx)
	for _, id := range slices.Sorted(maps.Keys(waiting)) {
		if err := b.Do(func(w *Write) error { return w.PutPending("asset", id, waiting[id]) }); err != nil {
			return advisories, err
		}
	}
	if err := b.Do(func(w *Write) error { return w.DeletePending(PendingReindex, PendingAll) }); err != nil {
		return advisories, err
	}
	return advisories, b.Flush()
}

// transplantPrefix makes the keys with the prefix what they are in from, piece by
// piece, and counts the changes. An inventory that is not there stays: it may count
// until its successor is matched.
func (s *Store) transplantPrefix(ctx context.Context, from *Store, first, prefix string) (int, error) {
	total := 0
	for at, more := "", true; more; {
		var changes []Change
		var next string
		var err error
		if changes, next, err = s.differences(ctx, from, prefix, at); err != nil {
			return total, err
		}
		b := s.Batch(ctx)
		for _, c := range changes {
			if c.Gone && (first == pathHolder || first == pathInventory) {
				continue
			}
			total++
			if err := b.Do(func(w *Write) error { return w.change(c) }); err != nil {
				return total, err
			}
		}
		if err := b.Flush(); err != nil {
			return total, err
		}
		at, more = next, next != ""
	}
	return total, nil
}

func (w *Write) change(c Change) error {
	if c.Gone {
		return w.w.Delete(c.Key)
	}
	return w.w.Put(c.Key, c.Value)
}

// differences are what turns the keys with the prefix, from one of them on, into what
// they are in from, up to a piece; next is where the following piece begins, "" at the
// end.
func (s *Store) differences(ctx context.Context, from *Store, prefix, at string) (changes []Change, next string, err error) {
	have := map[string][]byte{}
	read := func(of *Store, upTo string, each func(Item)) (last string, err error) {
		err = of.engine.View(ctx, func(r Reader) error {
			last = ""
			n, size := 0, 0
			for item, err := range r.Scan(Range{Prefix: prefix, From: at, To: upTo}) {
				if err != nil {
					return err
				}
				if n++; upTo == "" && (n > mostTransplanted || size > mostTransplant) {
					last = item.Key
					return nil
				}
				size += len(item.Value)
				each(item)
			}
			return nil
		})
		return last, err
	}
	wanted := map[string][]byte{}
	next, err = read(from, "", func(item Item) { wanted[item.Key] = item.Value })
	if err != nil {
		return nil, "", err
	}
	upTo := next
	if upTo == "" {
		upTo = prefixEnd(prefix)
	}
	if _, err := read(s, upTo, func(item Item) { have[item.Key] = item.Value }); err != nil {
		return nil, "", err
	}
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if old, ok := have[key]; !ok || string(old) != string(wanted[key]) {
			changes = append(changes, Change{Key: key, Value: wanted[key]})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := wanted[key]; !ok {
			changes = append(changes, Change{Key: key, Gone: true})
		}
	}
	return changes, next, nil
}
