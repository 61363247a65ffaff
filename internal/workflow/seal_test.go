package workflow

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// backedUp is a backup of a desk with one asset, and the folder of that desk.
func backedUp(t *testing.T) (backup []byte, path, folder string) {
	t.Helper()
	folder = t.TempDir()
	d := openDesk(t, folder, &clock{now: dayOne})
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "PORTAL-01", Kind: "server"}); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "desk.backup")
	if err := d.Backup(t.Context(), Destination{Path: path}); err != nil {
		t.Fatal(err)
	}
	backup, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return backup, path, folder
}

// TestSealNoticesAnyChange alters a backup in many places, and in the values it
// holds: verify and restore refuse each, and the desk stays as it was.
func TestSealNoticesAnyChange(t *testing.T) {
	backup, path, _ := backedUp(t)
	if facts, err := VerifyBackup(t.Context(), path); err != nil || !facts.Sealed || facts.Assets != 1 {
		t.Fatalf("the backup as it was written: %+v, %v", facts, err)
	}
	target := t.TempDir()
	refused := func(what string, altered []byte) {
		t.Helper()
		if err := os.WriteFile(path, altered, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyBackup(t.Context(), path); !domain.Is(err, domain.Corrupt) {
			t.Errorf("%s: verify says %v, want kind Corrupt", what, err)
		}
		if _, _, err := Restore(t.Context(), Options{Folder: target}, path); !domain.Is(err, domain.Corrupt) {
			t.Errorf("%s: restore says %v, want kind Corrupt", what, err)
		}
		if _, err := os.Stat(filepath.Join(target, storeFile)); err == nil {
			t.Fatalf("%s: it was restored all the same", what)
		}
	}
	for at := 0; at < len(backup)-sealLen; at += len(backup)/40 + 1 {
		altered := bytes.Clone(backup)
		altered[at] ^= 0x01
		refused("a flipped bit", altered)
	}
	value := bytes.Replace(backup, []byte("PORTAL-01"), []byte("PORTAL-02"), 1)
	if bytes.Equal(value, backup) {
		t.Fatal("the backup does not hold the name as text")
	}
	refused("a changed value", value)
	for _, size := range []int{len(backup) - 1, len(backup) - sealLen + 1, len(backup) - sealLen - 1, len(backup) / 2, 9000} {
		refused("cut short", backup[:size])
	}
	refused("something behind it", append(bytes.Clone(backup), "more"...))
	digest := bytes.Clone(backup)
	digest[len(digest)-2] ^= 0x01
	refused("another digest", digest)
}

// TestRestoreTakesTheSealOff: the desk gets the store as it was backed up, and its
// log says so behind the head it had. A backup without a seal, of an earlier version, is told as such.
func TestRestoreTakesTheSealOff(t *testing.T) {
	backup, path, _ := backedUp(t)
	content := backup[:len(backup)-sealLen]
	folder := t.TempDir()
	for n := range 2 {
		facts, _, err := Restore(t.Context(), Options{Folder: folder, Now: (&clock{now: dayOne.Add(time.Hour)}).Now}, path)
		if err != nil {
			t.Fatal(err)
		}
		checkRestored(t, folder, facts.Log, n == 1)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if facts, err := VerifyBackup(t.Context(), path); err != nil || facts.Sealed || facts.Assets != 1 {
		t.Errorf("without a seal: %+v, %v", facts, err)
	}
	if _, _, err := Restore(t.Context(), Options{Folder: t.TempDir()}, path); err != nil {
		t.Errorf("without a seal, restored: %v", err)
	}
}

// checkRestored: the log goes on behind the head of the backup, and names the head
// of what it took the place of.
func checkRestored(t *testing.T, folder string, head domain.LogHead, again bool) {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder, Reading: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	last, err := d.Events(t.Context(), 1)
	if err != nil || last[0].Verb != "restore" || last[0].Seq != head.Seq+1 || last[0].Prev != head.Hash || last[0].After != head.String() || last[0].Before != "" != again {
		t.Errorf("%+v %v", last, err)
	}
	if _, err := d.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestNoBackup: a file that is something else is told as such.
func TestNoBackup(t *testing.T) {
	for _, content := range []string{"", "root:x:0:0\n", string(make([]byte, 100_000))} {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyBackup(t.Context(), path); !domain.Is(err, domain.Unsupported) {
			t.Errorf("%d bytes of something else: %v", len(content), err)
		}
	}
}
