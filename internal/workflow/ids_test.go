package workflow

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestIDs: the order of ids is the order in which they were made, also within a
// millisecond and when the clock goes back; the text is that of the ULID
// specification for the same bits.
func TestIDs(t *testing.T) {
	c := &clock{now: time.UnixMilli(1469918176385)}
	g := &ids{now: c.Now, entropy: bytes.NewReader(make([]byte, 100))}
	first, err := g.next()
	if err != nil {
		t.Fatal(err)
	}
	if want := "01ARYZ6S410000000000000000"; first != want { // 1469918176385 ms in Crockford's Base32
		t.Errorf("got %s, want %s", first, want)
	}
	last := first
	for i, step := range []time.Duration{0, 0, time.Millisecond, -time.Hour, 0, 2 * time.Hour} {
		c.now = c.now.Add(step)
		id, err := g.next()
		if err != nil {
			t.Fatal(err)
		}
		if len(id) != 26 || id <= last {
			t.Errorf("step %d: %s does not come after %s", i, id, last)
		}
		last = id
	}
	later := &ids{now: func() time.Time { return c.now.Add(-24 * time.Hour) }, entropy: bytes.NewReader(make([]byte, 100))}
	if err := later.after(last); err != nil {
		t.Fatal(err)
	}
	if id, err := later.next(); err != nil || id <= last {
		t.Errorf("after a restart with the clock set back %s comes before %s, %v", id, last, err)
	}
	seen := map[string]bool{}
	for n := range 20 { // each a run of its own, the clock behind the newest id
		run := &ids{now: func() time.Time { return c.now.Add(-time.Hour) }, entropy: rand.NewChaCha8([32]byte{byte(n)})}
		if err := run.after(last); err != nil {
			t.Fatal(err)
		}
		id, err := run.next()
		if err != nil || seen[id] || id <= last {
			t.Errorf("run %d gives %s again, %v", n, id, err)
		}
		seen[id] = true
	}
	if _, err := (&ids{now: c.Now, entropy: strings.NewReader("x")}).next(); err == nil {
		t.Error("ids were made without enough entropy")
	}
}

func TestSyncedFolders(t *testing.T) {
	t.Setenv("OneDrive", filepath.FromSlash("/users/jm/Cloud"))
	for path, want := range map[string]bool{
		"/home/jm/OneDrive/desk":             true,
		"/home/jm/OneDrive - Cedar Hollow/x": true,
		"/home/jm/Dropbox (Work)/desk":       true,
		"/users/jm/Cloud/desk":               true,
		"/home/jm/Nextcloud":                 true,
		"/home/jm/Box/desk":                  true,
		"/home/jm/pCloud/desk":               true,
		"/home/jm/pCloud Drive/desk":         true,
		"/home/jm/MEGA/desk":                 true,
		"/home/jm/MEGAsync/desk":             true,
		"/srv/box/desk":                      false,
		"/srv/mega/desk":                     false,
		"/home/jm/dropboxes/desk":            false,
		"/home/jm/fenceline":                 false,
		"/users/jm/Clouds/desk":              false,
	} {
		if got := synced(filepath.FromSlash(path)) != ""; got != want {
			t.Errorf("%s: synchronised %v, want %v", path, got, want)
		}
	}
	root := t.TempDir()
	desk := filepath.Join(root, "shared", "below", "desk")
	if got := synced(desk); got != "" {
		t.Errorf("%s: kept by a synchroniser before there is any", got)
	}
	if err := os.MkdirAll(filepath.Join(root, "shared", ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := synced(desk); got != filepath.Join(root, "shared") {
		t.Errorf("below a folder with Syncthing's marker: %q", got)
	}
	if _, err := Open(t.Context(), Options{Folder: desk}); !domain.Is(err, domain.Storage) {
		t.Errorf("a desk is opened in a synchronised folder: %v", err)
	}
}
