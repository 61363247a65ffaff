package store

import (
	"context"
	"errors"
	"fmt"

	"fenceline/internal/domain"
)

// Schema is the number of the key layout and record forms this program writes.
const Schema = 1

// schemaRecord lies under meta/schema; its form never changes, so that every
// program can read it.
type schemaRecord struct {
	Schema  int    `json:"schema"`
	Program string `json:"program"` // that wrote this schema number
}

// migration brings a store from the schema number before it to number to. It
// may be run again after a crash. A change of derived records alone has a run
// that calls [Store.DropDerived].
type migration struct {
	to  int
	run func(ctx context.Context, s *Store) error
}

// migrations are numbered without a gap, ending with Schema. The first layout
// needs none.
var migrations []migration

// Open checks that the store is of this program's schema, brings an older one
// up to it after a backup, and marks an empty one. A store of a newer program is
// refused with kind Unsupported and [CodeNewerStore].
func (s *Store) Open(ctx context.Context) error {
	var found schemaRecord
	var marked, empty bool
	err := s.View(ctx, func(r *Read) (err error) {
		if found, marked, err = find[schemaRecord](r, keySchema); err != nil || marked {
			return err
		}
		empty = true
		for _, err := range r.r.Scan(Range{Limit: 1}) {
			empty = false
			return err
		}
		return nil
	})
	want := s.schema()
	switch {
	case err != nil:
		return err
	case !marked && !empty:
		return notAStore("it holds data but no schema number")
	case !marked:
		err := s.begin(ctx, want)
		if domain.Is(err, domain.Busy) {
			return notAStore("it is empty and may only be read")
		}
		return err
	case found.Schema > want:
		return &domain.Error{
			Kind: domain.Unsupported, Op: "open store", Code: CodeNewerStore,
			Params: domain.Params{"have": fmt.Sprint(found.Schema), "want": fmt.Sprint(want), "program": found.Program},
			Err:    fmt.Errorf("its schema number is %d, written by %q; this program knows %d", found.Schema, found.Program, want),
		}
	case found.Schema < want:
		return s.migrate(ctx, found.Schema, want)
	}
	return s.notNewer(ctx)
}

// begin marks an empty store.
func (s *Store) begin(ctx context.Context, schema int) error {
	return s.Update(ctx, func(w *Write) error {
		if err := w.PutDerived(s.Program); err != nil {
			return err
		}
		return w.put(keySchema, schemaRecord{Schema: schema, Program: s.Program})
	})
}

func notAStore(why string) error {
	return &domain.Error{Kind: domain.Unsupported, Op: "open store", Code: CodeNotAStore, Err: errors.New(why)}
}

// schema is the number the store's own steps lead to.
func (s *Store) schema() int {
	if n := len(s.steps); n > 0 {
		return max(Schema, s.steps[n-1].to)
	}
	return Schema
}

func (s *Store) mark(ctx context.Context, schema int) error {
	return s.Update(ctx, func(w *Write) error {
		return w.put(keySchema, schemaRecord{Schema: schema, Program: s.Program})
	})
}

func (s *Store) migrate(ctx context.Context, have, want int) error {
	if s.BackupBefore == nil {
		return &domain.Error{
			Kind: domain.Unsupported, Op: "migrate store", Code: CodeMigrationBackup,
			Params: domain.Params{"have": fmt.Sprint(have), "want": fmt.Sprint(want)},
			Err:    fmt.Errorf("schema number %d must become %d, and no backup can be made", have, want),
		}
	}
	if err := s.BackupBefore(ctx); err != nil {
		return err
	}
	for _, step := range s.steps {
		if step.to <= have {
			continue
		}
		if step.to != have+1 {
			break
		}
		if err := step.run(ctx, s); err != nil {
			return err
		}
		if err := s.mark(ctx, step.to); err != nil {
			return err
		}
		have = step.to
	}
	if have != want {
		return &domain.Error{
			Kind: domain.Internal, Op: "migrate store",
			Err: fmt.Errorf("no step leads from schema number %d to %d", have, want),
		}
	}
	return nil
}
