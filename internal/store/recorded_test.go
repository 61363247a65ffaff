package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// stampedAt begins events by Dana, n minutes into the history.
func stampedAt(n int) func() func(*store.Read) (domain.LogEvent, error) {
	return func() func(*store.Read) (domain.LogEvent, error) {
		return func(*store.Read) (domain.LogEvent, error) {
			return domain.LogEvent{At: at(n), Person: "Dana", Host: "desk-1"}, nil
		}
	}
}

// whole checks the chain and that the log rebuilds tasks and targets.
func whole(s *store.Store) error {
	return s.View(context.Background(), func(r *store.Read) error {
		if _, err := r.VerifyLog(); err != nil {
			return err
		}
		return r.VerifyRecords()
	})
}

// draw makes one random change of tasks and targets, with or without an event.
func drawChange(t *rapid.T, n int) func(w *store.Write) error {
	task := fmt.Sprint("T-", rapid.IntRange(1, 3).Draw(t, "task"))
	asset := fmt.Sprint("A", rapid.IntRange(1, 3).Draw(t, "asset"))
	text := rapid.SampledFrom([]string{"", "note", "\"quoted\",\"tier\":", noise(n, 9000)}).Draw(t, "text")
	told := rapid.Bool().Draw(t, "told")
	kind := rapid.IntRange(0, 5).Draw(t, "kind")
	return func(w *store.Write) error {
		var err error
		switch kind {
		case 0:
			err = w.DeleteTarget(task, asset)
		case 1:
			err = w.DeleteTask(task)
		case 2, 3:
			err = w.PutTaskView(domain.TaskView{PatchTask: domain.PatchTask{ID: task, Revision: n % 3, Owner: text}, Tier: domain.Tier(fmt.Sprint("tier", n%2)), Total: n})
		default:
			err = w.PutTarget(domain.Target{Task: task, Asset: asset, Revision: n % 3, State: domain.StateOpen, Note: text})
		}
		if err != nil || !told {
			return err
		}
		return w.AppendEvent(domain.LogEvent{At: at(n), Person: "Dana", Host: "desk-1", Verb: "test", Subject: task})
	}
}

// TestLogRebuildsRecords makes random changes, many in one transaction, with bases
// and purges between: the log always rebuilds every task and target to the byte,
// and heads that left the house stay in it.
func TestLogRebuildsRecords(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		s := store.New(storetest.NewMemory(store.Limits{}))
		s.Stamp = stampedAt(0)
		must(rt, s.Open(ctx))
		heads := map[uint64]string{}
		for n := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 7).Draw(rt, "do") {
			case 0:
				purgeSome(rt, s)
			case 1:
				must(rt, s.WriteBase(ctx, domain.LogEvent{Person: "Dana", Host: "desk-1"}, 0))
			default:
				b := s.Batch(ctx)
				for i := range rapid.IntRange(1, 4).Draw(rt, "together") {
					must(rt, b.Do(drawChange(rt, n*4+i)))
				}
				must(rt, b.Flush())
			}
			must(rt, whole(s))
			must(rt, s.View(ctx, func(r *store.Read) error {
				head, err := r.LogHead()
				heads[head.Seq] = head.Hash
				return err
			}))
		}
		must(rt, s.View(ctx, func(r *store.Read) error {
			for data, err := range r.EventBytes(1) {
				if err != nil {
					return err
				}
				var e domain.LogEvent
				must(rt, unmarshalEvent(data, &e))
				hash := digest(data)
				if e.Purged != 0 {
					hash = e.Hash
				}
				if want, known := heads[e.Seq]; known && want != hash {
					rt.Fatalf("entry %d was %s when it was the head and is %s", e.Seq, want, hash)
				}
			}
			return nil
		}))
	})
}

func must(t interface{ Fatal(...any) }, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// purgeSome purges some of the entries up to one of them, as a desk would: the
// base first, what it stands for last.
func purgeSome(rt *rapid.T, s *store.Store) {
	ctx := context.Background()
	var seqs []uint64
	must(rt, s.View(ctx, func(r *store.Read) error {
		seqs = seqs[:0]
		for e, err := range r.Events(0, 0, false) {
			if err != nil {
				return err
			}
			if e.Purged == 0 && e.Verb != domain.VerbPurge {
				seqs = append(seqs, e.Seq)
			}
		}
		return nil
	}))
	if len(seqs) == 0 {
		return
	}
	to := rapid.SampledFrom(seqs).Draw(rt, "to")
	seqs = slices.DeleteFunc(seqs, func(seq uint64) bool { return seq > to || seq != to && seq%3 == 0 })
	event := domain.LogEvent{At: at(1), Person: "Dana", Host: "desk-1"}
	must(rt, s.WriteBase(ctx, event, to))
	must(rt, s.Update(ctx, func(w *store.Write) error { return w.PurgeEvents(event, seqs, "2026-11-02") }))
	must(rt, s.DropChanges(ctx, to))
}

// TestRecordsTampered changes tasks, targets, what the log keeps of them, and
// purged entries behind the store's back.
func TestRecordsTampered(t *testing.T) {
	key := func(seq int) string { return fmt.Sprintf("event/%020d", seq) }
	swapped := func(t *testing.T, s *store.Store, key, old, new string) map[string][]byte {
		value := string(raw(t, s, key))
		if !strings.Contains(value, old) {
			t.Fatalf("%q is not in %s", old, value)
		}
		return map[string][]byte{key: []byte(strings.Replace(value, old, new, 1))}
	}
	tests := []struct {
		name   string
		tamper func(t *testing.T, s *store.Store) map[string][]byte
		code   domain.Code
	}{
		{"nothing", func(*testing.T, *store.Store) map[string][]byte { return nil }, ""},
		{"a target closed", func(t *testing.T, s *store.Store) map[string][]byte {
			return swapped(t, s, "target/T-1/A1", `"open"`, `"verified"`)
		}, store.CodeNotAsLogged},
		{"a task's owner", func(t *testing.T, s *store.Store) map[string][]byte {
			return swapped(t, s, "task/T-1", `"owner":"R.T."`, `"owner":"J.M."`)
		}, store.CodeNotAsLogged},
		{"a target taken away", func(*testing.T, *store.Store) map[string][]byte { return map[string][]byte{"target/T-1/A1": nil} }, store.CodeNotAsLogged},
		{"a target put in", func(t *testing.T, s *store.Store) map[string][]byte {
			return map[string][]byte{"target/T-1/A9": raw(t, s, "target/T-1/A1")}
		}, store.CodeNotAsLogged},
		{"what an entry made of them", func(t *testing.T, s *store.Store) map[string][]byte {
			return swapped(t, s, "change/00000000000000000004", "R.T.", "J.M.")
		}, store.CodeLogBroken},
		{"what an entry made of them taken away", func(*testing.T, *store.Store) map[string][]byte {
			return map[string][]byte{"change/00000000000000000004": nil}
		}, store.CodeLogBroken},
		{"the hash of a purged entry", func(t *testing.T, s *store.Store) map[string][]byte {
			return swapped(t, s, key(1), `"hash":"`, `"hash":"0`)
		}, store.CodeLogBroken},
		{"a purged entry laid to another", func(t *testing.T, s *store.Store) map[string][]byte {
			return swapped(t, s, key(1), `"purged":6`, `"purged":5`)
		}, store.CodeLogBroken},
		{"an entry made to look purged", func(t *testing.T, s *store.Store) map[string][]byte {
			var e, next domain.LogEvent
			must(t, errors.Join(unmarshalEvent(raw(t, s, key(3)), &e), unmarshalEvent(raw(t, s, key(4)), &next)))
			return map[string][]byte{key(3): fmt.Appendf(nil, `{"hash":%q,"prev":%q,"purged":6,"seq":3}`, next.Prev, e.Prev)}
		}, store.CodeLogBroken},
		{"a purged entry taken away", func(*testing.T, *store.Store) map[string][]byte { return map[string][]byte{key(1): nil} }, store.CodeLogBroken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t, engines[1].fresh(t))
			logEvents(t, s, 3)
			s.Stamp = stampedAt(4)
			update(t, s, func(w *store.Write) error {
				return first(w.PutTaskView(domain.TaskView{PatchTask: domain.PatchTask{ID: "T-1", Owner: "R.T."}}),
					w.PutTarget(domain.Target{Task: "T-1", Asset: "A1", State: domain.StateOpen}))
			})
			update(t, s, func(w *store.Write) error {
				return w.AppendEvent(domain.LogEvent{At: at(5), Host: "desk-1", Verb: "test", Subject: "x"})
			})
			update(t, s, func(w *store.Write) error {
				return w.PurgeEvents(domain.LogEvent{At: at(6), Host: "desk-1"}, []uint64{1, 2}, "2020-01-01")
			})
			meddle(t, s, tt.tamper(t, s))
			err := whole(s)
			var e *domain.Error
			if errors.As(err, &e); err != nil && e.Code != tt.code || err == nil && tt.code != "" {
				t.Errorf("error is %v, want code %q", err, tt.code)
			}
		})
	}
}

// TestClockSetBack: one entry says by how much; what a clock is put right by is none.
func TestClockSetBack(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	for _, minute := range []int{0, 60, 56, 120, 20, 21} {
		update(t, s, func(w *store.Write) error {
			return w.AppendEvent(domain.LogEvent{At: at(minute), Person: "Dana", Host: "desk-1", Verb: "test", Subject: "S"})
		})
	}
	view(t, s, func(r *store.Read) error {
		var said []string
		for e, err := range r.Events(0, 0, false) {
			if err != nil {
				return err
			}
			if e.Verb == domain.VerbClock {
				said = append(said, fmt.Sprintf("%d %s %s", e.Seq, e.Before, e.After))
			}
		}
		same(t, "set back", []string{"5 2026-11-02T10:00:00Z 2026-11-02T08:20:00Z"}, said)
		_, err := r.VerifyLog()
		return err
	})
}

// TestChainOfAnotherComputer: a log that goes on elsewhere says so at once.
func TestChainOfAnotherComputer(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	for i, host := range []string{"desk-1", "desk-1", "desk-2", "desk-2", "desk-1"} {
		update(t, s, func(w *store.Write) error {
			return w.AppendEvent(domain.LogEvent{At: at(i), Person: "Dana", Account: "dana", Host: host, Verb: "test", Subject: "S"})
		})
	}
	view(t, s, func(r *store.Read) error {
		var moves []string
		for e, err := range r.Events(0, 0, false) {
			if err != nil {
				return err
			}
			if e.Verb == domain.VerbMoved {
				moves = append(moves, fmt.Sprintf("%d %s to %s", e.Seq, e.Before, e.After))
			}
		}
		same(t, "moves", []string{"3 desk-1 to desk-2", "6 desk-2 to desk-1"}, moves)
		head, err := r.VerifyLog()
		same(t, "computer of the head", "desk-1", head.Host)
		return err
	})
}

func unmarshalEvent(data []byte, e *domain.LogEvent) error { return json.Unmarshal(data, e) }
