package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// logEvents appends n events, of two subjects in turn.
func logEvents(t testing.TB, s *store.Store, n int) {
	t.Helper()
	for i := range n {
		update(t, s, func(w *store.Write) error {
			return w.AppendEvent(domain.LogEvent{At: at(i), Person: "Dana", Verb: "test", Subject: fmt.Sprint("S", i%2), After: fmt.Sprintf(`{"n":%d}`, i)})
		})
	}
}

func seqs(events []domain.LogEvent) []uint64 {
	var all []uint64
	for _, e := range events {
		all = append(all, e.Seq)
	}
	return all
}

func TestLog(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		view(t, s, func(r *store.Read) error {
			head, err := r.VerifyLog()
			same(t, "head of an empty log", domain.LogHead{}, head)
			return err
		})
		logEvents(t, s, 12)
		view(t, s, func(r *store.Read) error {
			events := all(t, r.Events(0, 0, false))
			if events[0].Prev != fmt.Sprintf("%064d", 0) {
				t.Errorf("the first event follows %q", events[0].Prev)
			}
			if got := digest(raw(t, s, "event/00000000000000000001")); events[1].Prev != got {
				t.Errorf("the second event follows %q, want %q", events[1].Prev, got)
			}
			tests := []struct {
				name    string
				from    uint64
				limit   int
				reverse bool
				want    []uint64
			}{
				{"from a number", 10, 0, false, []uint64{10, 11, 12}},
				{"limited", 3, 2, false, []uint64{3, 4}},
				{"newest", 0, 2, true, []uint64{12, 11}},
				{"backwards from a number", 3, 0, true, []uint64{3, 2, 1}},
				{"past the end", 13, 0, false, nil},
			}
			for _, tt := range tests {
				same(t, tt.name, tt.want, seqs(all(t, r.Events(tt.from, tt.limit, tt.reverse))))
			}
			same(t, "of a subject", []uint64{12, 10, 8, 6, 4, 2}, seqs(all(t, r.EventsOf("S1"))))
			head, err := r.VerifyLog()
			stored, errHead := r.LogHead()
			same(t, "verified head", stored, head)
			same(t, "count", uint64(12), head.Seq)
			return errors.Join(err, errHead)
		})
	})
}

// TestTampering changes the log behind the store's back in every way that
// leaves readable events, and wants the first broken number named.
func TestTampering(t *testing.T) {
	key := func(seq int) string { return fmt.Sprintf("event/%020d", seq) }
	swap := func(value []byte, old, new string) []byte {
		changed := bytes.Replace(value, []byte(old), []byte(new), 1)
		if bytes.Equal(changed, value) {
			t.Fatalf("%q is not in %s", old, value)
		}
		return changed
	}
	tests := []struct {
		name   string
		tamper func(s *store.Store) map[string][]byte
		code   domain.Code
		seq    string
	}{
		{"a word changed", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(4): swap(raw(t, s, key(4)), "Dana", "Dane")}
		}, store.CodeLogBroken, "5"},
		{"the last event changed", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(8): swap(raw(t, s, key(8)), "Dana", "Dane")}
		}, store.CodeLogBroken, "8"},
		{"an event removed", func(*store.Store) map[string][]byte { return map[string][]byte{key(3): nil} }, store.CodeLogBroken, "3"},
		{"the first event removed", func(*store.Store) map[string][]byte { return map[string][]byte{key(1): nil} }, store.CodeLogBroken, "1"},
		{"the last event removed", func(*store.Store) map[string][]byte { return map[string][]byte{key(8): nil} }, store.CodeLogTruncated, ""},
		{"an event put behind the last", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(9): raw(t, s, key(8))}
		}, store.CodeLogBroken, "9"},
		{"two events exchanged", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(2): raw(t, s, key(3)), key(3): raw(t, s, key(2))}
		}, store.CodeLogBroken, "2"},
		{"space added", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(8): append([]byte(" "), raw(t, s, key(8))...)}
		}, store.CodeLogBroken, "8"},
		{"a field added", func(s *store.Store) map[string][]byte {
			return map[string][]byte{key(8): swap(raw(t, s, key(8)), `{"account"`, `{"aaa":1,"account"`)}
		}, store.CodeLogBroken, "8"},
		{"a field added, the head mended", func(s *store.Store) map[string][]byte {
			forged := swap(raw(t, s, key(8)), `{"account"`, `{"aaa":1,"account"`)
			return map[string][]byte{key(8): forged, "log-head": fmt.Appendf(nil, `{"seq":8,"hash":%q}`, digest(forged))}
		}, store.CodeLogBroken, "8"},
		{"unreadable", func(*store.Store) map[string][]byte { return map[string][]byte{key(2): []byte("{")} }, store.CodeLogBroken, "2"},
		{"head changed", func(s *store.Store) map[string][]byte {
			return map[string][]byte{"log-head": swap(raw(t, s, "log-head"), `"seq":8`, `"seq":9`)}
		}, store.CodeLogTruncated, ""},
		{"head removed", func(*store.Store) map[string][]byte { return map[string][]byte{"log-head": nil} }, store.CodeLogTruncated, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t, engines[1].fresh(t))
			logEvents(t, s, 8)
			meddle(t, s, tt.tamper(s))
			err := s.View(context.Background(), func(r *store.Read) error {
				_, err := r.VerifyLog()
				return err
			})
			var e *domain.Error
			if !errors.As(err, &e) || e.Kind != domain.Corrupt || e.Code != tt.code || e.Params["seq"] != tt.seq {
				t.Errorf("error is %v, want kind Corrupt, code %q, event %q", err, tt.code, tt.seq)
			}
		})
	}
}

// TestStoredEvents keeps the stored form: a program that changed it could no
// longer verify an old log.
func TestStoredEvents(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	logEvents(t, s, 2)
	golden(t, "events.golden", string(raw(t, s, "event/00000000000000000001"))+"\n"+string(raw(t, s, "event/00000000000000000002"))+"\n")
}

func TestLargeEvent(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		text := noise(1, 200<<10)
		update(t, s, func(w *store.Write) error { return w.AppendEvent(domain.LogEvent{Subject: "S", After: text}) })
		logEvents(t, s, 1)
		view(t, s, func(r *store.Read) error {
			events := all(t, r.EventsOf("S"))
			if len(events) != 1 || events[0].After != text {
				t.Error("a large event does not come back whole")
			}
			_, err := r.VerifyLog()
			return err
		})
	})
}

func TestEventsOfLongSubject(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	long := noise(1, 5000)
	update(t, s, func(w *store.Write) error { return w.AppendEvent(domain.LogEvent{Subject: long}) })
	view(t, s, func(r *store.Read) error {
		same(t, "events", []uint64{1}, seqs(all(t, r.EventsOf(long))))
		return nil
	})
}
