package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// meddled changes keys of a closed desk.
func meddled(t *testing.T, folder string, change func(w store.Writer) error) {
	t.Helper()
	engine, err := bolt.Open(filepath.Join(folder, storeFile), bolt.Options{Limits: deskLimits})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(engine.Update(t.Context(), change), engine.Close()); err != nil {
		t.Fatal(err)
	}
}

// dropped deletes what lies under a prefix.
func dropped(t *testing.T, w store.Writer, prefix string) error {
	t.Helper()
	var keys []string
	for item, err := range w.Scan(store.Range{Prefix: prefix}) {
		if err != nil {
			return err
		}
		keys = append(keys, item.Key)
	}
	if len(keys) == 0 {
		t.Errorf("nothing lies under %s", prefix)
	}
	for _, key := range keys {
		if err := w.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// agedSample is the sample as a program left it that knew no match rows of packages of
// Python and no holders of them: their findings are missing. It gives the digest of
// what this program derived before.
func agedSample(t *testing.T, mark string) (folder, want string) {
	t.Helper()
	d, c, _ := openSample(t)
	ctx := t.Context()
	want, err := d.store.DerivedDigest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	if err := d.Backup(ctx, Destination{Path: filepath.Join(folder, storeFile)}); err != nil {
		t.Fatal(err)
	}
	meddled(t, folder, func(w store.Writer) error {
		return errors.Join(dropped(t, w, "match/pypi"), dropped(t, w, "holder/pypi"))
	})
	older, err := Open(ctx, Options{Folder: folder, Program: "Fenceline old", Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := older.pendAll(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := older.settle(ctx, func(domain.Progress) {}); err != nil {
		t.Fatal(err)
	}
	have, err := older.store.DerivedDigest(ctx)
	if err := errors.Join(err, older.Close()); err != nil {
		t.Fatal(err)
	}
	if have == want {
		t.Fatal("the desk made older lacks nothing")
	}
	meddled(t, folder, func(w store.Writer) error {
		if mark == "" {
			return w.Delete("meta/derived")
		}
		return w.Put("meta/derived", []byte(mark))
	})
	return folder, want
}

const agedMark = `{"versions":{"advisories":0,"findings":0,"inventories":0},"program":"Fenceline old"}`

// TestOlderDeskIsRenewed: what an older program did not derive is there after the
// desk was opened for writing, it is told and logged, and opening again does nothing.
func TestOlderDeskIsRenewed(t *testing.T) {
	for name, mark := range map[string]string{"no mark": "", "an older mark": agedMark} {
		t.Run(name, func(t *testing.T) {
			folder, want := agedSample(t, mark)
			ctx := t.Context()
			open := func(o Options) *Desk {
				t.Helper()
				c := &clock{now: dayOne}
				o.Folder, o.Program, o.Now = folder, "Fenceline test", c.Now
				d, err := Open(ctx, o)
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			reading := open(Options{Reading: true})
			older, err := reading.Older(ctx)
			if err = errors.Join(err, reading.Close()); err != nil || !older {
				t.Fatalf("who only asks finds it older: %v, %v", older, err)
			}
			told := map[domain.Code]int{}
			d := open(Options{Progress: func(p domain.Progress) { told[p.Stage]++ }})
			have, err := d.store.DerivedDigest(ctx)
			if err != nil || have != want {
				t.Errorf("what is derived differs from what this program derived at once (%v)", err)
			}
			if older, err := d.Older(ctx); older || err != nil {
				t.Errorf("it is still older: %v", err)
			}
			if told["reindex"] == 0 || told["match"] == 0 {
				t.Errorf("told %v", told)
			}
			if _, err := os.Stat(filepath.Join(folder, renewFile)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the copy is left: %v", err)
			}
			events := 0
			for _, e := range logged(t, d) {
				if e.Verb == "renew" {
					events++
				}
			}
			if _, err := d.VerifyLog(ctx); err != nil || events != 1 {
				t.Errorf("%d events say so; the log: %v", events, err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d = open(Options{Progress: func(domain.Progress) { t.Error("it is renewed again") }})
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func logged(t *testing.T, d *Desk) []domain.LogEvent {
	t.Helper()
	var out []domain.LogEvent
	err := d.store.View(t.Context(), func(r *store.Read) error {
		out = out[:0]
		for e, err := range r.Events(0, 0, false) {
			if err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRenewingCancelled: a cancel while documents are derived changes nothing, and the
// desk can be worked with.
func TestRenewingCancelled(t *testing.T) {
	folder, want := agedSample(t, "")
	c := &clock{now: dayOne}
	d, err := Open(t.Context(), Options{Folder: folder, Program: "Fenceline test", Now: c.Now, RenewLater: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // it reads alone after this
	before, err := d.store.DerivedDigest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	err = d.Renew(ctx, func(p domain.Progress) {
		if p.Stage == "reindex" && p.Done > 2 {
			stop()
		}
	})
	if !domain.Is(err, domain.Cancelled) {
		t.Fatalf("cancelled, it says %v", err)
	}
	after, err := d.store.DerivedDigest(t.Context())
	if err != nil || before != after {
		t.Errorf("a cancelled run changed something (%v)", err)
	}
	status, err := d.Status(t.Context())
	if err != nil || !status.Older || status.Pending {
		t.Errorf("older %v, pending %v, %v", status.Older, status.Pending, err)
	}
	if _, err := os.Stat(filepath.Join(folder, renewFile)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the copy is left: %v", err)
	}
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "after the cancel"}); err != nil {
		t.Error(err)
	}
	if err := d.Renew(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if have, err := d.store.DerivedDigest(t.Context()); err != nil || have != want {
		t.Errorf("renewed after all, it differs (%v)", err)
	}
}

// TestRenewingFails: a document that cannot be read again keeps nobody out.
func TestRenewingFails(t *testing.T) {
	folder, _ := agedSample(t, "")
	meddled(t, folder, func(w store.Writer) error { return dropped(t, w, "original/") })
	var told error
	c := &clock{now: dayOne}
	d, err := Open(t.Context(), Options{Folder: folder, Program: "Fenceline test", Now: c.Now, NotRenewed: func(err error) { told = err }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	if older, err := d.Older(t.Context()); err != nil || !older || told == nil {
		t.Errorf("older %v, told %v, %v", older, told, err)
	}
}

// TestFindingsAloneAreOlder: then assets are matched again, and nothing is copied.
func TestFindingsAloneAreOlder(t *testing.T) {
	d, c, _ := openSample(t)
	want, err := d.store.DerivedDigest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := d.Backup(t.Context(), Destination{Path: filepath.Join(folder, storeFile)}); err != nil {
		t.Fatal(err)
	}
	meddled(t, folder, func(w store.Writer) error {
		mark, err := w.Get("meta/derived")
		if err != nil {
			return err
		}
		var own struct {
			Versions map[string]int `json:"versions"`
		}
		if err := json.Unmarshal(mark, &own); err != nil {
			return err
		}
		own.Versions[store.DerivedFindings] = 0
		if mark, err = json.Marshal(own); err != nil {
			return err
		}
		return w.Put("meta/derived", mark)
	})
	told := map[domain.Code]int{}
	again, err := Open(t.Context(), Options{Folder: folder, Program: "Fenceline test", Now: c.Now, Progress: func(p domain.Progress) { told[p.Stage]++ }})
	if err != nil {
		t.Fatal(err)
	}
	have, err := again.store.DerivedDigest(t.Context())
	if err := errors.Join(err, again.Close()); err != nil || have != want || told["match"] == 0 || told["reindex"] > 0 {
		t.Errorf("told %v, the same %v, %v", told, have == want, err)
	}
}

// TestNewerDeskIsRefused: what a newer program derived is not overwritten.
func TestNewerDeskIsRefused(t *testing.T) {
	folder, _ := agedSample(t, `{"versions":{"advisories":2,"findings":1,"inventories":99},"program":"Fenceline 9"}`)
	_, err := Open(t.Context(), Options{Folder: folder})
	var own *domain.Error
	if !errors.As(err, &own) || own.Code != store.CodeNewerStore {
		t.Fatalf("it opens: %v", err)
	}
}
