package store_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// all gathers a sequence or fails the test.
func all[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var records []T
	for record, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// same compares records, where no list and an empty list are the same.
func same(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestAbsentRecords(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		view(t, s, func(r *store.Read) error {
			reads := map[string]func() error{
				"desk":     func() error { _, err := r.Desk(); return err },
				"asset":    func() error { _, err := r.Asset("x"); return err },
				"by name":  func() error { _, err := r.AssetByName("x"); return err },
				"original": func() error { _, err := r.Original("x"); return err },
				"arrival":  func() error { _, err := r.Arrival("x"); return err },
				"advisory": func() error { _, err := r.Advisory("x|y|z"); return err },
				"source":   func() error { _, err := r.Source("x", "y"); return err },
				"task":     func() error { _, err := r.TaskView("x"); return err },
				"target":   func() error { _, err := r.Target("x", "y"); return err },
				"receipt":  func() error { _, err := r.Receipt("x"); return err },
				"pending":  func() error { _, err := r.Pending("x", "y"); return err },
			}
			for name, read := range reads {
				err := read()
				var e *domain.Error
				if !errors.As(err, &e) || e.Kind != domain.NotFound {
					t.Errorf("%s: error is %v, want kind NotFound", name, err)
				} else if name != "pending" && !slices.Contains(store.Codes(), e.Code) {
					t.Errorf("%s: code %q is not listed", name, e.Code)
				}
			}
			current, err := r.Current("x")
			same(t, "current", store.Current{}, current)
			return err
		})
	})
}

func TestAssets(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		a := domain.Asset{ID: "1", Name: "Badge System", Tags: []string{"door"}, Created: at(0)}
		b := domain.Asset{ID: "2", Name: "Portal"}
		update(t, s, func(w *store.Write) error { return first(w.PutAsset(a), w.PutAsset(b)) })
		view(t, s, func(r *store.Read) error {
			same(t, "assets", []domain.Asset{a, b}, all(t, r.Assets()))
			for _, name := range []string{"Badge System", "badge system", " BADGE SYSTEM\t"} {
				got, err := r.AssetByName(name)
				if err != nil {
					return err
				}
				same(t, "by name", a, got)
			}
			return nil
		})
		a.Name = "Badges"
		update(t, s, func(w *store.Write) error { return w.PutAsset(a) })
		view(t, s, func(r *store.Read) error {
			_, err := r.AssetByName("Badge System")
			wantKind(t, err, domain.NotFound)
			got, err := r.AssetByName("badges")
			same(t, "renamed", a, got)
			return err
		})
		b.Name = "BADGES"
		update(t, s, func(w *store.Write) error { return w.PutAsset(b) })
		view(t, s, func(r *store.Read) error {
			_, err := r.AssetByName("badges")
			wantKind(t, err, domain.Conflict)
			return nil
		})
	})
}

func TestAdvisoriesAndRows(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		one := advisoryRecord()
		two := store.AdvisoryRecord{Advisory: "osv|Debian|DSA-1", Format: domain.FormatOSV, Namespace: "Debian", ID: "DSA-1", Revisions: []store.RevisionRecord{}}
		rows, more := matchRows(3), []domain.MatchRow{{Advisory: two.Advisory, Statement: 9}}
		update(t, s, func(w *store.Write) error {
			return first(w.PutAdvisory(one), w.PutAdvisory(two), w.PutMatchRows(openssl, one.Advisory, rows),
				w.PutMatchRows(openssl, two.Advisory, more), w.PutMatchRows(openssl+"/x", two.Advisory, more), w.PutMatchRows("none", two.Advisory, nil))
		})
		view(t, s, func(r *store.Read) error {
			got, err := r.Advisory(one.Advisory)
			same(t, "advisory", one, got)
			same(t, "all", []store.AdvisoryRecord{one, two}, all(t, r.Advisories("")))
			same(t, "of a format", []store.AdvisoryRecord{two}, all(t, r.Advisories(domain.FormatOSV)))
			found, errRows := r.MatchRows(openssl)
			same(t, "rows", append(slices.Clone(rows), more...), found)
			only, errOnly := r.MatchRowsOf(openssl, one.Advisory)
			same(t, "rows of one advisory", rows, only)
			none, errNone := r.MatchRows("none")
			same(t, "no rows", []domain.MatchRow(nil), none)
			return errors.Join(err, errRows, errOnly, errNone)
		})
		update(t, s, func(w *store.Write) error {
			return first(w.DeleteAdvisory(two.Advisory), w.DeleteMatchRows(openssl, two.Advisory), w.PutMatchRows(openssl, one.Advisory, rows[:1]))
		})
		view(t, s, func(r *store.Read) error {
			found, err := r.MatchRows(openssl)
			same(t, "rows after", rows[:1], found)
			same(t, "advisories after", []store.AdvisoryRecord{one}, all(t, r.Advisories("")))
			return err
		})
	})
}

func TestFactsAndSignals(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		cisa := []domain.Known{{Value: "no", At: at(1)}, {Value: "yes", At: at(2), Badge: domain.BadgeUnsigned}}
		nvd := []domain.Known{{Value: "no", At: at(3)}}
		kev := domain.Signal{Kind: domain.SignalKEV, Vulnerability: cve, Value: "2026-10-30", Due: "2026-11-20"}
		update(t, s, func(w *store.Write) error {
			return first(w.PutFacts(cve, domain.SignalAutomatable, "CISA SSVC", cisa), w.PutFacts(cve, domain.SignalAutomatable, "", nvd),
				w.PutFacts(cve, domain.SignalImpact, "CISA SSVC", nvd), w.PutKEV(kev))
		})
		view(t, s, func(r *store.Read) error {
			facts, err := r.Facts(cve, domain.SignalAutomatable)
			same(t, "facts", map[string][]domain.Known{"CISA SSVC": cisa, "": nvd}, facts)
			got, ok, errKEV := r.KEV(cve)
			if !ok {
				t.Error("the KEV entry is not found")
			}
			same(t, "entry", kev, got)
			same(t, "entries", []domain.Signal{kev}, all(t, r.KEVs()))
			return errors.Join(err, errKEV)
		})
		update(t, s, func(w *store.Write) error {
			return first(w.DeleteKEV(cve), w.PutFacts(cve, domain.SignalAutomatable, "", nil))
		})
		view(t, s, func(r *store.Read) error {
			facts, err := r.Facts(cve, domain.SignalAutomatable)
			same(t, "facts after", map[string][]domain.Known{"CISA SSVC": cisa}, facts)
			_, ok, errKEV := r.KEV(cve)
			if ok {
				t.Error("the KEV entry is still found")
			}
			return errors.Join(err, errKEV)
		})
	})
}

func TestSourcesAndCoverage(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		source := store.SourceRecord{Name: "Debian", Format: domain.FormatOSV, Count: 3, Newest: at(5)}
		update(t, s, func(w *store.Write) error {
			return first(w.PutSource(source), w.PutCovers("Debian:12"), w.PutCovers("npm"))
		})
		view(t, s, func(r *store.Read) error {
			got, err := r.Source(domain.FormatOSV, "Debian")
			same(t, "source", source, got)
			list, errList := r.Sources()
			same(t, "sources", []store.SourceRecord{source}, list)
			covered, errCovered := r.CoversAll()
			same(t, "covered", []string{"Debian:12", "npm"}, covered)
			yes, errYes := r.Covers("npm")
			no, errNo := r.Covers("np")
			if !yes || no {
				t.Errorf("npm is covered %t, np is covered %t", yes, no)
			}
			return errors.Join(err, errList, errCovered, errYes, errNo)
		})
	})
}

func TestIndexesOfAssets(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(w *store.Write) error {
			return first(w.PutHolder(openssl, "2"), w.PutHolder(openssl, "1"), w.PutHolder(openssl+"2", "3"),
				w.PutNamed(cve, "2"), w.PutNamed(cve, "1"), w.DeleteNamed(cve, "2"), w.DeleteNamed(cve, "absent"))
		})
		view(t, s, func(r *store.Read) error {
			holders, err := r.Holders(openssl)
			same(t, "holders", []string{"1", "2"}, holders)
			named, errNamed := r.NamedAssets(cve)
			same(t, "named", []string{"1"}, named)
			yes, errYes := r.HasHolder(openssl)
			no, errNo := r.HasHolder("deb")
			if !yes || no {
				t.Errorf("HasHolder gives %t and %t", yes, no)
			}
			return errors.Join(err, errNamed, errYes, errNo)
		})
		update(t, s, func(w *store.Write) error { return first(w.DeleteHolder(openssl, "1"), w.DeleteHolder(openssl, "2")) })
		view(t, s, func(r *store.Read) error {
			held, err := r.HasHolder(openssl)
			if held {
				t.Error("the key is still held")
			}
			return err
		})
	})
}

func TestTasksAndTargets(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		task := domain.TaskView{PatchTask: domain.PatchTask{ID: "T-1", Key: openssl, Created: at(0)}, Tier: domain.Tier3Days, Total: 2}
		one := domain.Target{Task: "T-1", Asset: "a", State: domain.StateOpen}
		two := domain.Target{Task: "T-1", Asset: "b", State: domain.StateClaimed}
		other := domain.Target{Task: "T-2", Asset: "a"}
		update(t, s, func(w *store.Write) error {
			return first(w.PutTaskView(task), w.PutTarget(two), w.PutTarget(one), w.PutTarget(other))
		})
		view(t, s, func(r *store.Read) error {
			got, err := r.TaskView("T-1")
			same(t, "task", task, got)
			same(t, "tasks", []domain.TaskView{task}, all(t, r.TaskViews()))
			same(t, "targets", []domain.Target{one, two}, all(t, r.Targets("T-1")))
			same(t, "targets of an asset", []domain.Target{one, other}, all(t, r.TargetsOf("a")))
			same(t, "all targets", []domain.Target{one, two, other}, all(t, r.AllTargets()))
			target, errTarget := r.Target("T-1", "b")
			same(t, "target", two, target)
			return errors.Join(err, errTarget)
		})
		update(t, s, func(w *store.Write) error { return first(w.DeleteTarget("T-1", "a"), w.DeleteTask("T-1")) })
		view(t, s, func(r *store.Read) error {
			same(t, "targets after", []domain.Target{other}, all(t, r.TargetsOf("a")))
			same(t, "tasks after", []domain.TaskView{}, all(t, r.TaskViews()))
			return nil
		})
	})
}

func TestCounters(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		for want := range uint64(3) {
			update(t, s, func(w *store.Write) error {
				got, err := w.NextID("task")
				if got != want+1 {
					t.Errorf("number %d, want %d", got, want+1)
				}
				return err
			})
		}
	})
}

func TestPendings(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		long := "deb/" + noise(1, 400) // its key is hashed, its id must come back whole
		update(t, s, func(w *store.Write) error {
			return first(w.PutPending("key", long, store.Pending{Keys: []domain.PackageKey{openssl}}),
				w.PutPending("asset", "1", store.Pending{Asset: "1", Next: &store.Current{Asset: "1", Inventory: 5}}))
		})
		view(t, s, func(r *store.Read) error {
			ids := map[string]store.Pending{}
			for id, item := range r.Pendings("key") {
				if item.Err != nil {
					return item.Err
				}
				ids[id] = item.Pending
			}
			same(t, "pendings", map[string]store.Pending{long: {Keys: []domain.PackageKey{openssl}}}, ids)
			one, err := r.Pending("asset", "1")
			if err == nil && (one.Next == nil || one.Next.Inventory != 5) {
				t.Errorf("pending is %+v", one)
			}
			return err
		})
		update(t, s, func(w *store.Write) error { return w.DeletePending("key", long) })
		for _, want := range []bool{true, false} {
			view(t, s, func(r *store.Read) error {
				any, err := r.AnyPending()
				if any != want {
					t.Errorf("any pending is %t, want %t", any, want)
				}
				return err
			})
			update(t, s, func(w *store.Write) error { return w.DeletePending("asset", "1") })
		}
	})
}

func TestPendingsTellOfAFailedScan(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	update(t, s, func(w *store.Write) error {
		return first(w.PutPending("key", "1", store.Pending{}), w.PutPending("key", "2", store.Pending{}))
	})
	failing := store.New((&storetest.Faults{FailScan: 2}).Wrap(s.Engine()))
	view(t, failing, func(r *store.Read) error {
		var told []error
		for _, item := range r.Pendings("key") {
			told = append(told, item.Err)
		}
		if len(told) != 2 || told[0] != nil || !errors.Is(told[1], storetest.ErrInjected) {
			t.Errorf("the scan tells %v", told)
		}
		return nil
	})
}

func TestReceipts(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		for n := range 3 {
			update(t, s, func(w *store.Write) error {
				id := fmt.Sprintf("R%d", n)
				receipt := domain.Receipt{ID: id, Source: "stick", Files: fileReceipts(9, 1), Totals: domain.Totals{Files: 4}}
				return first(w.PutReceipt(receipt), w.AppendReceiptFiles(id, 1, fileReceipts(1, 2)),
					w.AppendReceiptFiles(id, 0, fileReceipts(0, 9)), w.AppendReceiptFiles(id, 0, fileReceipts(0, 2)))
			})
		}
		view(t, s, func(r *store.Read) error {
			got, err := r.Receipt("R1")
			same(t, "files", append(fileReceipts(0, 2), fileReceipts(1, 2)...), got.Files)
			if got.Totals.Files != 4 {
				t.Errorf("totals are %+v", got.Totals)
			}
			list, errList := r.Receipts(2)
			if len(list) != 2 || list[0].ID != "R2" || list[1].ID != "R1" || list[0].Files != nil {
				t.Errorf("newest receipts are %+v", list)
			}
			return errors.Join(err, errList)
		})
	})
}
