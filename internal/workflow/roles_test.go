package workflow

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/testdata/sample"
)

// mostlyRefused is how many verbs at least must refuse a reader before they look at
// anything else; those that look at what they are given first are given what is fit.
const mostlyRefused = 40

// TestReadersChangeNothing calls every verb that changes something as somebody who
// may only read, and every one that needs approval as an editor.
func TestReadersChangeNothing(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	if err := d.SetPerson(ctx, "B.K.", domain.RoleApprove, nil); err != nil {
		t.Fatal(err)
	}
	folder, list := d.Folder(), t.TempDir()+"/list.csv"
	if err := os.WriteFile(list, []byte("name\nWS-900\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	held, err := d.Quarantine(ctx, false)
	if err != nil || len(held) == 0 {
		t.Fatal(held, err)
	}
	const print = "0123456789ABCDEF0123456789ABCDEF01234567"
	err = d.store.Update(ctx, func(w *store.Write) error {
		return w.PutTrustKey(domain.TrustKey{Fingerprint: print, Sort: domain.ProofOpenPGP, State: domain.KeyOffered})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]domain.Role{"reader": domain.RoleRead, "editor": domain.RoleEdit} {
		if err := asPerson(t, folder, c, "B.K.", "", func(d *Desk) error { return d.SetPerson(ctx, name, role, nil) }); err != nil {
			t.Fatal(err)
		}
	}
	given := map[string][]any{ // what is looked at before the role must be fit
		"SetPerson": {"X", domain.RoleEdit, (*string)(nil)},
		"Approve":   {[]string{"T-1"}, false},

		"MarkMatches":  {domain.MatchFilter{Advisories: []domain.AdvisoryKey{"AICH-2026-0118"}}, domain.Remedies()[0]},
		"ImportAssets": {list, AssetListOptions{}}, "ImportSBOM": {"WS-001", list, ""}, "ScanFolder": {ScanOptions{Folder: folder, Asset: "WS-001"}}, "ScanMachine": {CollectOptions{Root: t.TempDir()}, ""}, "Release": {held[0].Digest, "by telephone"},
		"PinKey": {print, []string{domain.AnyNamespace}}, "RevokeKey": {print, "lost"},
		"SetContact": {domain.Contact{Role: domain.ContactRoles()[0], Name: "Dana"}},
		"SetFreeze":  {domain.Freeze{From: "2026-12-21", To: "2027-01-03"}, false}, "SetWindows": {"wards", []string{"Sun 02:00-05:00"}},
		"OpenSample": {Sample{Tree: sample.FS}, (func(domain.Progress))(nil)},
	}
	refused := 0
	try := func(who string, verbs func(name string) bool) {
		err := asPerson(t, folder, c, who, "", func(d *Desk) error {
			desk := reflect.ValueOf(d)
			for i := range desk.NumMethod() {
				name := desk.Type().Method(i).Name
				if !verbs(name) || name == "Close" || name == "HoldsHeads" || strings.HasPrefix(name, "Export") { // end the desk, or read and write what is not the desk
					continue
				}
				method := desk.Method(i)
				if method.Type().NumIn() == 0 { // asks the program, not the store
					continue
				}
				args := []reflect.Value{reflect.ValueOf(ctx)}
				for at := 1; at < method.Type().NumIn(); at++ {
					arg := reflect.Zero(method.Type().In(at))
					if all := given[name]; all != nil {
						arg = reflect.ValueOf(all[at-1])
					}
					args = append(args, arg)
				}
				was := decisions(t, d)
				var got error
				if method.Type().IsVariadic() {
					args = args[:len(args)-1]
				}
				out := method.Call(args)
				got, _ = out[len(out)-1].Interface().(error)
				_, must := given[name]
				switch {
				case codeOf(got) == "role_missing":
					refused++
				case must || who == "editor", !maps.Equal(was, decisions(t, d)):
					t.Errorf("%s as %s: %v", name, who, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	try("reader", func(string) bool { return true })
	if refused < mostlyRefused {
		t.Errorf("only %d verbs refused a reader", refused)
	}
	try("editor", func(name string) bool {
		return slices.Contains([]string{"SetPerson", "RetirePerson", "Approve", "PurgeLog"}, name)
	})
	if _, _, err := Restore(ctx, Options{Folder: folder, Person: "editor", Now: c.Now}, backupOf(t, folder, c)); codeOf(err) != "role_missing" {
		t.Errorf("an editor puts a backup back: %v", err)
	}
}

// backupOf makes a backup of the desk in folder, by who approves.
func backupOf(t *testing.T, folder string, c *clock) string {
	t.Helper()
	path := t.TempDir() + "/desk.backup"
	if err := asPerson(t, folder, c, "B.K.", "", func(d *Desk) error { return d.Backup(t.Context(), Destination{Path: path}) }); err != nil {
		t.Fatal(err)
	}
	return path
}
