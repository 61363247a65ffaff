package workflow

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

const twoHosts = `<nmaprun version="7.95" start="1795165200">
<host><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><hostnames><hostname name="a-01" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH" version="9.2"><cpe>cpe:/a:openbsd:openssh:9.2</cpe></service></port></ports></host>
<host><status state="up"/><address addr="10.0.0.2" addrtype="ipv4"/><hostnames><hostname name="b-01" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="80"><state state="open"/><service name="http" product="nginx" version="1.26.2"><cpe>cpe:/a:f5:nginx:1.26.2</cpe></service></port></ports></host></nmaprun>`

func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func importInventory(t testing.TB, d *Desk, path string, o InventoryOptions) domain.InventoryReceipt {
	t.Helper()
	receipt, err := d.ImportInventory(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if n := receipt.Created + receipt.Updated + receipt.Unchanged + receipt.Refused; n != len(receipt.Machines) {
		t.Fatalf("%d machines, %d counted", len(receipt.Machines), n)
	}
	return receipt
}

func software(t testing.TB, d *Desk, asset string) string {
	t.Helper()
	held, err := d.Software(t.Context(), asset)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range held {
		out = append(out, h.Slot+" "+h.Name+" "+h.Version)
	}
	return strings.Join(out, ", ")
}

// TestSeveralMachines holds that each machine of a document keeps its own share,
// through a reindex and a merge too.
func TestSeveralMachines(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	path := file(t, "scan.xml", twoHosts)
	if receipt := importInventory(t, d, path, InventoryOptions{Create: true}); receipt.Created != 2 {
		t.Fatalf("%+v", receipt)
	}
	before := events(t, d)
	if receipt := importInventory(t, d, path, InventoryOptions{Create: true}); receipt.Unchanged != 2 || receipt.ID != "" || events(t, d) != before {
		t.Fatalf("again: %+v, %d events", receipt, events(t, d)-before)
	}
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "web"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MergeAssets(t.Context(), "web", []string{"b-01"}); err != nil {
		t.Fatal(err)
	}
	rebuilt, err := d.Reindex(t.Context(), nil)
	if err != nil || !rebuilt.Identical {
		t.Fatalf("%v %+v", err, rebuilt)
	}
	if got := software(t, d, "a-01") + "; " + software(t, d, "web"); got != "network OpenSSH 9.2; network nginx 1.26.2" {
		t.Error(got)
	}
	if receipt := importInventory(t, d, path, InventoryOptions{}); receipt.Unchanged != 2 || receipt.Machines[1].Name != "web" {
		t.Errorf("after the merge: %+v", receipt.Machines)
	}
}

// TestInventoryReplaces holds that a list replaces the last one of its sort and
// no other, and that the distribution a person states is part of it.
func TestInventoryReplaces(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "A"}); err != nil {
		t.Fatal(err)
	}
	const head = "DisplayName,DisplayVersion,Publisher\n"
	steps := []struct {
		name, text, slot, os     string
		added, changed, removed  int
		outcome, want, wantError string
	}{
		{"first", head + "7-Zip 24.07 (x64),24.07,Igor Pavlov\nPuTTY release 0.81,0.81.0.0,Simon Tatham\n", "", "", 2, 0, 0, domain.RowUpdated, "", ""},
		{"upgraded and removed", head + "7-Zip 24.09 (x64),24.09,Igor Pavlov\n", "", "", 0, 1, 1, domain.RowUpdated, "software 7-Zip 24.09", ""},
		{"another sort", "HotFixID,Description\nKB5046613,Update\n", "", "", 1, 0, 0, domain.RowUpdated, "", ""},
		{"packages without a distribution", "openssl\t3.0.15-1\nbash\t5.2.15-2\n", "linux", "", 2, 0, 0, domain.RowUpdated, "", ""},
		{"the same, stated", "openssl\t3.0.15-1\nbash\t5.2.15-2\n", "linux", "debian:12", 2, 0, 2, domain.RowUpdated, "", ""},
		{"the same again", "openssl\t3.0.15-1\nbash\t5.2.15-2\n", "linux", "debian:12", 0, 0, 0, domain.RowUnchanged, "", ""},
	}
	for _, s := range steps {
		line := importInventory(t, d, file(t, "list.csv", s.text), InventoryOptions{Asset: "A", Slot: s.slot, OS: s.os}).Machines[0]
		if line.Added != s.added || line.Changed != s.changed || line.Removed != s.removed || line.Outcome != s.outcome {
			t.Errorf("%s: %+v", s.name, line)
		}
		if got := software(t, d, "A"); s.want != "" && got != s.want {
			t.Errorf("%s: %s", s.name, got)
		}
	}
	if rebuilt, err := d.Reindex(t.Context(), nil); err != nil || !rebuilt.Identical {
		t.Errorf("%v %+v", err, rebuilt)
	}
	for _, slot := range []string{"stated", "a/b"} {
		if _, err := d.ImportInventory(t.Context(), file(t, "x.csv", head), InventoryOptions{Asset: "A", Slot: slot}); !domain.Is(err, domain.Invalid) {
			t.Errorf("%q: %v", slot, err)
		}
	}
}

// TestAnotherMachine holds that a file of a machine with another serial number is
// never taken for the asset that was named.
func TestAnotherMachine(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "A", Serial: "ABC123"}); err != nil {
		t.Fatal(err)
	}
	for serial, want := range map[string]domain.Code{"XYZ999": "row_serial_differs", "abc-123": ""} {
		path := file(t, "x.json", `{"deviceid":"x","content":{"bios":{"ssn":"`+serial+`"},"softwares":[{"name":"Thing","version":"1.0"}]}}`)
		_, err := d.ImportInventory(t.Context(), path, InventoryOptions{Asset: "A"})
		var own *domain.Error
		if errors.As(err, &own); want == "" && err != nil || want != "" && (own == nil || own.Code != want) {
			t.Errorf("%s: %v, want %q", serial, err, want)
		}
	}
}

// TestTwoListsOfOneMachine holds that two whole lists of one machine in one
// folder do not undo each other with every import.
func TestTwoListsOfOneMachine(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "A"}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for i := range 2 {
		text := fmt.Sprintf("DisplayName,DisplayVersion,Publisher,ComputerName\nThing,%d.0,Maker,A\n", i)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.csv", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		receipt := importInventory(t, d, folder, InventoryOptions{})
		if receipt.Refused != 1 || receipt.Machines[1].Error.Code != "inventory_twice" || software(t, d, "A") != "software Thing 0.0" {
			t.Fatalf("%+v, %s", receipt.Machines, software(t, d, "A"))
		}
	}
}

// BenchmarkImportInventory imports lists of 400 programs of as many new machines.
func BenchmarkImportInventory(b *testing.B) {
	const machines = 100
	folder := b.TempDir()
	for i := range machines {
		var text strings.Builder
		text.WriteString("DisplayName,DisplayVersion,Publisher,ComputerName\n")
		for j := range 400 {
			fmt.Fprintf(&text, "Program %d,%d.%d,Maker %d,WS-%04d\n", j, j%20, i%7, j%50, i)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.csv", i)), []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		c := &clock{now: dayOne}
		d, err := Open(b.Context(), Options{Folder: b.TempDir(), Person: "P", Now: c.Now})
		if err != nil {
			b.Fatal(err)
		}
		receipt, err := d.ImportInventory(b.Context(), folder, InventoryOptions{Create: true})
		if err != nil || receipt.Created != machines {
			b.Fatal(err, receipt.Created)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(machines, "machines")
}
