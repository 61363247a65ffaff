package store

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"sync/atomic"

	"fenceline/internal/domain"
)

// Store keeps typed records in an [Engine]. Set the fields before [Store.Open].
type Store struct {
	// Program names the program and its version. It is written beside the schema
	// number, so that an older program can say which one it must give way to.
	Program string

	// BackupBefore is called before the first migration step; its error ends the
	// opening. Without it a store that needs a migration is not opened.
	BackupBefore func(ctx context.Context) error

	// Stamp begins an event by whoever acts, with the time; what it gives fills in
	// their name inside the transaction. With it, whatever a transaction makes of
	// tasks and targets goes into the log.
	Stamp func() func(*Read) (domain.LogEvent, error)

	engine  Engine
	steps   []migration
	changes atomic.Uint64
	duties  atomic.Uint64
	alone   chan struct{} // holds one while somebody updates, see [Store.Together]
}

// New is a store over engine; call [Store.Open] before anything else.
func New(engine Engine) *Store {
	return &Store{engine: engine, steps: migrations, alone: make(chan struct{}, 1)}
}

// Engine is what the store lies on, for backups and checks.
func (s *Store) Engine() Engine { return s.engine }

// Close closes the engine.
func (s *Store) Close() error { return s.engine.Close() }

// Changes counts the updates made through this store: while it stays the same,
// what was read stays true.
func (s *Store) Changes() uint64 { return s.changes.Load() }

// Duties counts the updates that wrote or deleted assets, what counts for them, tasks,
// targets, or what sources speak about: while it stays the same, so does what is
// counted of these, however many advisories come in.
func (s *Store) Duties() uint64 { return s.duties.Load() }

// View runs fn on an unchanging picture of the store.
func (s *Store) View(ctx context.Context, fn func(*Read) error) error {
	if c := s.companyOf(ctx); c != nil {
		return c.view(ctx, func(r Reader) error { return fn(&Read{r: r}) })
	}
	return s.engine.View(ctx, func(r Reader) error { return fn(&Read{r: r}) })
}

// Update runs fn in one transaction: all it writes is kept, or nothing. fn may
// run more than once.
func (s *Store) Update(ctx context.Context, fn func(*Write) error) error {
	limits := s.engine.Limits()
	defer s.changes.Add(1)
	duty := false
	defer func() {
		if duty {
			s.duties.Add(1)
		}
	}()
	var stamp func(*Read) (domain.LogEvent, error)
	if s.Stamp != nil {
		stamp = s.Stamp()
	}
	return s.commit(ctx, func(w Writer) error {
		meter := &meteredWriter{Writer: w, meter: Meter{Limits: limits}}
		defer func() { duty = duty || meter.duty }()
		write := &Write{Read: Read{r: meter}, w: meter, recording: stamp != nil}
		if err := fn(write); err != nil {
			return err
		}
		if err := write.writeSources(); err != nil {
			return err
		}
		if err := write.noteTouched(); err != nil {
			return err
		}
		return write.seal(stamp)
	})
}

// commit runs fn in a transaction of its own, or with others where the context says
// so.
func (s *Store) commit(ctx context.Context, fn func(Writer) error) error {
	if c := s.companyOf(ctx); c != nil {
		return c.update(ctx, fn)
	}
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.leave()
	return s.engine.Update(ctx, fn)
}

// Read reads records inside a transaction.
type Read struct {
	r Reader

	askedHolders bool // noHolders is known
	noHolders    bool // no asset holds anything, so that a first import need not ask for each key
	askedNamed   bool // noNamed is known
	noNamed      bool // no asset has a finding, likewise
	askedMarks   bool // noMarks is known
	noMarks      bool // nobody noted anything of an advisory

	sources map[string]SourceRecord // put in this transaction, by key
}

// Write reads and writes records inside an update.
type Write struct {
	Read
	w         *meteredWriter
	recording bool
	changed   recordSet
	last      domain.LogEvent      // appended by this update; Seq 0: none
	touched   []domain.AdvisoryKey // put or deleted in this transaction
	cutUp     map[string]bool      // by the first part of keys: some value below it may be stored in pieces
	covered   map[string]bool      // ecosystems that are known to be spoken of
}

// Full reports whether three quarters of what a transaction may write are used
// up: the moment to stop adding and open the next one.
func (w *Write) Full() bool {
	m := w.w.meter
	return m.Keys*4 >= m.Limits.Keys*3 || (m.Bytes+w.changed.size/4)*4 >= m.Limits.Bytes*3 // a set shrinks to a fourth or less
}

// meteredWriter keeps count of what was written.
type meteredWriter struct {
	Writer
	meter Meter
	duty  bool // see [Store.Duties]
}

// isDuty tells whether a record counts for [Store.Duties].
func isDuty(key string) bool {
	first, _, _ := strings.Cut(key, "/")
	switch first {
	case pathAsset, pathCurrent, pathTask, pathTarget, pathCovers:
		return true
	}
	return false
}

func (m *meteredWriter) Put(key string, value []byte) error {
	if err := m.meter.Put(key, value); err != nil {
		return err
	}
	m.duty = m.duty || isDuty(key)
	return m.Writer.Put(key, value)
}

func (m *meteredWriter) Delete(key string) error {
	if err := m.meter.Delete(key); err != nil {
		return err
	}
	m.duty = m.duty || isDuty(key)
	return m.Writer.Delete(key)
}

// find decodes the record under key; ok is false where there is none.
func find[T any](r *Read, key string) (record T, ok bool, err error) {
	value, err := get(r.r, key)
	if err != nil || value == nil {
		return record, false, err
	}
	record, err = decode[T](r, key, value)
	return record, err == nil, err
}

// get gives the value under key, or nil where there is none: most look-ups of an
// import find nothing, and an error each time would cost more than the look-up.
func get(r Reader, key string) ([]byte, error) {
	values, err := r.GetMany([]string{key})
	if err != nil {
		return nil, err
	}
	return values[0], nil
}

func decode[T any](r *Read, key string, value []byte) (record T, err error) {
	data, err := unpack(r.r, key, value)
	if err != nil {
		return record, err
	}
	err = unmarshal(key, data, &record)
	return record, err
}

// scan decodes every record of the range, in the order of keys.
func scan[T any](r *Read, over Range) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item, err := range r.r.Scan(over) {
			var record T
			if err == nil {
				record, err = decode[T](r, item.Key, item.Value)
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// collect gathers a sequence, up to its first error.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for record, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}

// put stores a record; writing what is already there writes nothing.
func (w *Write) put(key string, record any) error {
	data, err := marshal(record)
	if err != nil {
		return err
	}
	return w.putData(key, data)
}

func (w *Write) putData(key string, data []byte) error {
	_, err := w.replace(key, data)
	return err
}

// replace is putData that tells whether anything was written.
func (w *Write) replace(key string, data []byte) (changed bool, err error) {
	value, pieces, err := pack(data, w.w.meter.Limits.Value)
	if err != nil {
		return false, err
	}
	old, err := get(w.r, key)
	if err != nil {
		return false, err
	}
	if old != nil && pieces == nil && bytes.Equal(old, value) {
		return false, nil
	}
	if err := w.trim(key, old, len(pieces)); err != nil {
		return false, err
	}
	if pieces != nil {
		first, _, _ := strings.Cut(key, "/")
		w.noteCutUp(first, true)
	}
	for i, piece := range pieces {
		if err := w.w.Put(keyMore(key, i), piece); err != nil {
			return false, err
		}
	}
	return true, w.w.Put(key, value)
}

// add is put for a key that most likely holds nothing: it does not look first, so
// that what is already there is written again.
func (w *Write) add(key string, record any) error {
	data, err := marshal(record)
	if err != nil {
		return err
	}
	return w.addData(key, data)
}

func (w *Write) addData(key string, data []byte) error {
	if len(data) > min(plainMax, w.w.meter.Limits.Value) {
		return w.putData(key, data)
	}
	cut, err := w.anyCutUp(key)
	if err != nil {
		return err
	}
	if cut { // an old value may have to be trimmed
		return w.putData(key, data)
	}
	return w.w.Put(key, data)
}

// anyCutUp reports whether a value whose key begins as this one does may be
// stored in pieces.
func (w *Write) anyCutUp(key string) (bool, error) {
	first, _, _ := strings.Cut(key, "/")
	if cut, known := w.cutUp[first]; known {
		return cut, nil
	}
	cut, err := w.anyUnder(pathMore, first)
	if err != nil {
		return false, err
	}
	w.noteCutUp(first, cut)
	return cut, nil
}

func (w *Write) noteCutUp(first string, cut bool) {
	if w.cutUp == nil {
		w.cutUp = map[string]bool{}
	}
	w.cutUp[first] = cut
}

// trim deletes the pieces of the old value from number keep on.
func (w *Write) trim(key string, old []byte, keep int) error {
	s, ok, err := spilled(key, old)
	if err != nil || !ok {
		return err
	}
	for i := keep; i < s.Parts; i++ {
		if err := w.w.Delete(keyMore(key, i)); err != nil {
			return err
		}
	}
	return nil
}

// delete removes a record with its pieces; deleting what is not there writes
// nothing.
func (w *Write) delete(key string) error {
	old, err := get(w.r, key)
	if err != nil || old == nil {
		return err
	}
	if err := w.trim(key, old, 0); err != nil {
		return err
	}
	return w.w.Delete(key)
}
