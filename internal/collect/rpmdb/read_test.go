package rpmdb

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// unpack reads a packed file of testdata. The databases were made with rpm 4.18
// (sqlite) and db_load 5.3 (hashes, of the same headers) from packages without
// files.
func unpack(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open("testdata/" + name + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var (
	openssl = Package{"openssl", "1:3.0.7-28.el9_4", "x86_64", "openssl"} // its header needs overflow pages
	dbus    = Package{"dbus-daemon", "1:1.12.20-8.el9", "x86_64", "dbus-daemon"}
	bash    = Package{"bash", "5.1.8-9.el9", "x86_64", "bash"}
	tzdata  = Package{"tzdata", "2024b-2.el9", "noarch", "tzdata"}
)

// headersOf are the headers of a database.
func headersOf(t testing.TB, data []byte, open func(file, fs.FS, string) (source, error)) [][]byte {
	t.Helper()
	from, err := open(file{bytes.NewReader(data), int64(len(data))}, fstest.MapFS{}, "x")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	if err := from.headers(func(b []byte) error { out = append(out, bytes.Clone(b)); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// ndbOf writes rpm's own database of headers; a nil one leaves its slot free.
func ndbOf(blobs [][]byte) []byte {
	put := binary.LittleEndian.AppendUint32
	slots, body := []byte(nil), []byte(nil)
	for i, b := range blobs {
		if b == nil {
			slots = append(slots, slotMagic+"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
			continue
		}
		blocks := (16 + len(b) + 12 + 15) / 16
		slots = append(slots, slotMagic...)
		slots = put(put(put(slots, uint32(i+1)), uint32((slotPage+len(body))/16)), uint32(blocks))
		one := put(put(put([]byte(blobMagic), uint32(i+1)), 1), uint32(len(b)))
		one = append(one, b...)
		body = append(body, append(one, make([]byte, blocks*16-len(one))...)...)
	}
	head := append(put(put(put([]byte(ndbMagic), 0), 1), 1), make([]byte, 16)...)
	all := append(head, slots...)
	for len(all) < slotPage {
		all = append(all, slotMagic+"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	}
	return append(all, body...)
}

func TestDatabases(t *testing.T) {
	lite := unpack(t, "rpmdb.sqlite")
	blobs := headersOf(t, lite, openSQLite)
	all := []Package{openssl, dbus, bash, tzdata}
	for name, c := range map[string]struct {
		files map[string][]byte
		file  string
		want  []Package
	}{
		"sqlite":                     {map[string][]byte{"rpmdb.sqlite": lite}, "rpmdb.sqlite", all},
		"sqlite, newer pages in log": {map[string][]byte{"rpmdb.sqlite": lite, "rpmdb.sqlite-wal": unpack(t, "rpmdb.sqlite-wal")}, "rpmdb.sqlite", []Package{openssl, dbus, {"bash", "5.1.9-9.el9", "x86_64", "bash"}}},
		"sqlite, the log is cut":     {map[string][]byte{"rpmdb.sqlite": lite, "rpmdb.sqlite-wal": unpack(t, "rpmdb.sqlite-wal")[:4000]}, "rpmdb.sqlite", all},
		"sqlite, a frame too many":   {map[string][]byte{"rpmdb.sqlite": lite, "rpmdb.sqlite-wal": append(unpack(t, "rpmdb.sqlite-wal"), make([]byte, 4120)...)}, "rpmdb.sqlite", []Package{openssl, dbus, {"bash", "5.1.9-9.el9", "x86_64", "bash"}}},
		"bdb":                        {map[string][]byte{"Packages": unpack(t, "Packages-little")}, "Packages", all},
		"bdb of another byte order":  {map[string][]byte{"Packages": unpack(t, "Packages-big")}, "Packages", all},
		"ndb":                        {map[string][]byte{"Packages.db": ndbOf([][]byte{blobs[0], nil, blobs[1], blobs[2], blobs[3]})}, "Packages.db", all},
		"an older one is left empty": {map[string][]byte{"rpmdb.sqlite": lite, "Packages": {}}, "rpmdb.sqlite", all},
		"a newer one is still empty": {map[string][]byte{"rpmdb.sqlite": {}, "Packages": unpack(t, "Packages-little")}, "Packages", all},
		"none":                       {map[string][]byte{"other": {}}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read(folder(c.files), "var/lib/rpm")
			if err != nil {
				t.Fatal(err)
			}
			sorted := map[Package]int{}
			for _, p := range got.Packages {
				sorted[p]++
			}
			want := map[Package]int{}
			for _, p := range c.want {
				want[p]++
			}
			if diff := cmp.Diff(want, sorted); diff != "" || got.Unread != 0 {
				t.Errorf("%d unread, -want +got\n%s", got.Unread, diff)
			}
			if got.File != path.Join("var/lib/rpm", c.file) && c.file != "" || c.file == "" && got.File != "" {
				t.Errorf("read %q", got.File)
			}
		})
	}
}

func folder(files map[string][]byte) fstest.MapFS {
	out := fstest.MapFS{}
	for name, data := range files {
		out["var/lib/rpm/"+name] = &fstest.MapFile{Data: data}
	}
	return out
}

// TestDamaged holds that what does not hold together is an error with a place, and
// that a header alone that cannot be read is counted.
func TestDamaged(t *testing.T) {
	lite := unpack(t, "rpmdb.sqlite")
	for name, files := range map[string]map[string][]byte{
		"no sqlite":      {"rpmdb.sqlite": bytes.Repeat([]byte("x"), 8192)},
		"cut sqlite":     {"rpmdb.sqlite": lite[:4096*3]},
		"short":          {"rpmdb.sqlite": []byte("x")},
		"no bdb":         {"Packages": make([]byte, 8192)},
		"cut bdb":        {"Packages": unpack(t, "Packages-little")[:8192]},
		"no ndb":         {"Packages.db": make([]byte, 8192)},
		"ndb, slot gone": {"Packages.db": bytes.Replace(ndbOf(nil), []byte("Slot"), []byte("none"), 1)},
	} {
		_, err := Read(folder(files), "var/lib/rpm")
		var own *domain.Error
		if !errors.As(err, &own) || own.Kind != domain.Invalid || own.Code != CodeDamaged || own.Place == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	blobs := headersOf(t, lite, openSQLite)
	got, err := Read(folder(map[string][]byte{"Packages.db": ndbOf([][]byte{blobs[0], []byte("no header"), blobs[1]})}), "var/lib/rpm")
	if err != nil || got.Unread != 1 || len(got.Packages) != 2 {
		t.Errorf("%v %+v", err, got)
	}
}

// TestHeadersComeBack holds for random headers of any size that each comes back
// whole and in order.
func TestHeadersComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 9000), 0, 20).Draw(t, "headers")
		data := ndbOf(want)
		from, err := openNDB(file{bytes.NewReader(data), int64(len(data))}, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		var got [][]byte
		if err := from.headers(func(b []byte) error { got = append(got, bytes.Clone(b)); return nil }); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d of %d", len(got), len(want))
		}
		for i := range got {
			if !bytes.Equal(got[i], want[i]) {
				t.Fatalf("header %d differs", i)
			}
		}
	})
}

func TestSourceName(t *testing.T) {
	for file, want := range map[string]string{"gcc-11.4.1-3.el9.src.rpm": "gcc", "a-b-1-2.nosrc.rpm": "a-b", "(none)": "", "": "", "x.src.rpm": "", "x-1.src.rpm": ""} {
		if got := sourceName(file); got != want {
			t.Errorf("%q: %q", file, got)
		}
	}
}

// FuzzRead holds that no database, however made, breaks the reader or is read
// without end.
func FuzzRead(f *testing.F) {
	lite := unpack(f, "rpmdb.sqlite")
	blobs := headersOf(f, lite, openSQLite)
	f.Add(0, lite, unpack(f, "rpmdb.sqlite-wal"))
	f.Add(1, ndbOf(blobs), []byte{})
	f.Add(2, unpack(f, "Packages-little"), []byte{})
	f.Add(2, unpack(f, "Packages-big"), []byte{})
	f.Fuzz(func(t *testing.T, form int, data, log []byte) {
		name := forms[uint(form)%uint(len(forms))].file
		got, err := Read(folder(map[string][]byte{name: data, name + "-wal": log}), "var/lib/rpm")
		if own := (*domain.Error)(nil); err != nil && !errors.As(err, &own) {
			t.Fatalf("an error of another sort: %v", err)
		}
		for _, p := range got.Packages {
			if p.Name == "" || p.Version == "" {
				t.Fatalf("a package without a name or version: %+v", p)
			}
		}
	})
}
