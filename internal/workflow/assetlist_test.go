package workflow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func listFile(t testing.TB, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func importList(t testing.TB, d *Desk, text string) domain.AssetReceipt {
	t.Helper()
	receipt, err := d.ImportAssets(t.Context(), listFile(t, text), AssetListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Rows != receipt.Created+receipt.Updated+receipt.Unchanged+receipt.Refused || receipt.Rows != len(receipt.Lines) {
		t.Fatalf("the rows do not add up: %+v", receipt)
	}
	return receipt
}

func events(t testing.TB, d *Desk) int {
	t.Helper()
	all, err := d.Events(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// TestImportAssets goes through what a list can say about an asset the desk has.
func TestImportAssets(t *testing.T) {
	c := &clock{now: dayOne}
	d := openDesk(t, t.TempDir(), c)
	for _, a := range []domain.Asset{{Name: "WS-1", Serial: "ABC-1", MACs: []string{"a0-b1-c2-00-00-01"}, Tags: []string{"mine"}},
		{Name: "WS-2", AssetTag: "T2", Hostnames: []string{"ws-2.east.example"}}, {Name: "dock", MACs: []string{"A0:B1:C2:00:00:09"}, Serial: "DOCK9"}, {Name: "old", Serial: "OLD1"}} {
		if _, err := d.AddAsset(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.RetireAsset(t.Context(), "old"); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, row, outcome, asset, by, code string }{
		{"same serial number, written otherwise", "ws-1,abc1,,,x", domain.RowUpdated, "WS-1", "serial", ""},
		{"renamed machine", "FRONT-1,ABC-1,,,x", domain.RowUpdated, "FRONT-1", "serial", ""},
		{"tag", ",,t2,,y", domain.RowUpdated, "WS-2", "asset-tag", ""},
		{"host name with domain", "ws-2.east.example,,,,z", domain.RowUpdated, "WS-2", "name", ""},
		{"another domain is another machine", "ws-2.west.example,,,,z", domain.RowUpdated, "WS-2", "name", ""},
		{"hardware address alone", "unknown name,,,A0B1.C200.0001,q", domain.RowUpdated, "FRONT-1", "mac", ""},
		{"a dock is shared", "WS-9,SER9,,A0:B1:C2:00:00:09,q", domain.RowCreated, "WS-9", "", ""},
		{"two assets", "WS-2,ABC-1,,,x", domain.RowRefused, "", "", "row_two_assets"},
		{"replaced machine", "FRONT-1,OTHER-7,,,x", domain.RowRefused, "", "", "row_serial_differs"},
		{"retired", "old,,,,x", domain.RowRefused, "", "", "row_retired"},
		{"name taken", "old,NEW-1,,,x", domain.RowRefused, "", "", "row_serial_differs"},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			receipt := importList(t, d, "Name,Serial,Asset tag,MAC,Notes\n"+one.row+"\n")
			line := receipt.Lines[0]
			code := ""
			if line.Error != nil {
				code = string(line.Error.Code)
			}
			if line.Outcome != one.outcome || line.By != one.by || code != one.code || one.asset != "" && line.Name != one.asset {
				t.Fatalf("%+v, want %+v", line, one)
			}
			before := events(t, d)
			if again := importList(t, d, "Name,Serial,Asset tag,MAC,Notes\n"+one.row+"\n"); again.Created+again.Updated != 0 || again.ID != "" {
				t.Errorf("again: %+v", again.Lines)
			}
			if now := events(t, d); now != before {
				t.Errorf("an unchanged import wrote %d events", now-before)
			}
		})
	}
	a, err := d.Asset(t.Context(), "FRONT-1")
	if err != nil || !slices.Equal(a.Tags, []string{"mine"}) || len(a.MACs) != 1 {
		t.Errorf("%v %+v", err, a.Asset)
	}
}

// TestImportAssetsRemembers holds that what was said once about columns and days
// holds for the next list of that sort, and that a dry run writes nothing.
func TestImportAssetsRemembers(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	path := listFile(t, "Box;Ends\nA;1/2/2027\n")
	options := AssetListOptions{Map: map[string]string{"Box": "name", "Ends": "support-end"}, Dates: "dmy", DryRun: true}
	receipt, err := d.ImportAssets(t.Context(), path, options)
	if err != nil || receipt.Created != 1 || events(t, d) != 0 {
		t.Fatal(err, receipt, events(t, d))
	}
	options.DryRun = false
	if _, err := d.ImportAssets(t.Context(), path, options); err != nil {
		t.Fatal(err)
	}
	if receipt = importList(t, d, "Box;Ends\nA;1/3/2027\n"); receipt.Updated != 1 {
		t.Fatalf("%+v", receipt)
	}
	if a, err := d.Asset(t.Context(), "A"); err != nil || a.SupportEnd != "2027-03-01" {
		t.Errorf("%v %+v", err, a.Asset)
	}
	receipts, err := d.Receipts(t.Context(), 10)
	if err != nil || len(receipts) != 2 || receipts[0].Files[0].Records != 1 {
		t.Errorf("%v %+v", err, receipts)
	}
}

// TestImportAssetsLaws imports random lists: names never stand twice, the rows add
// up, and the second import of a list that does not contradict itself or the desk
// changes nothing.
func TestImportAssetsLaws(t *testing.T) {
	whole := 0
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(t.TempDir(), "desk")
		if err != nil {
			rt.Fatal(err)
		}
		c := &clock{now: dayOne}
		d, err := Open(t.Context(), Options{Folder: folder, Person: "P", Now: c.Now})
		if err != nil {
			rt.Fatal(err)
		}
		defer d.Close()
		pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(rt, "cell") }
		for range rapid.IntRange(1, 3).Draw(rt, "lists") {
			var b strings.Builder
			b.WriteString("Name,Host name,Serial,Asset tag,MAC,IP,Tags\n")
			for range rapid.IntRange(1, 6).Draw(rt, "rows") {
				fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s\n", pick("", "a", "A", "b", "b.x.example", "b.y.example", "c"), pick("", "a", "b", "c.x.example"),
					pick("", "", "S100", "S200", "s-100"), pick("", "", "T100", "T200"), pick("", "A0B1C2D3E401", "A0B1C2D3E402"), pick("", "10.0.0.1"), pick("", "x", "y"))
			}
			path := listFile(t, b.String())
			receipt, err := d.ImportAssets(t.Context(), path, AssetListOptions{})
			if domain.Is(err, domain.Invalid) {
				continue // nothing but a header
			}
			if err != nil {
				rt.Fatalf("%v\n%s", err, b.String())
			}
			if receipt.Rows != receipt.Created+receipt.Updated+receipt.Unchanged+receipt.Refused {
				rt.Fatalf("the rows do not add up: %+v", receipt)
			}
			if receipt.Refused > 0 {
				continue
			}
			whole++
			again, err := d.ImportAssets(t.Context(), path, AssetListOptions{})
			if err != nil || again.Refused > 0 || again.Created+again.Updated > 0 {
				rt.Fatalf("the second import changes something: %v\n%s%+v\nfirst %+v", err, b.String(), again.Lines, receipt.Lines)
			}
		}
		assets, err := d.Assets(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		for i := 1; i < len(assets); i++ {
			if strings.EqualFold(assets[i-1].Name, assets[i].Name) {
				rt.Fatalf("%s stands twice", assets[i].Name)
			}
		}
	})
	if whole < 20 {
		t.Errorf("only %d lists were taken whole: the law looked at nothing", whole)
	}
}

// TestMergeAssets holds that a merge loses no fact and no inventory, and that
// lists find the asset by the names of the one that went.
func TestMergeAssets(t *testing.T) {
	c := &clock{now: dayOne}
	d := openDesk(t, t.TempDir(), c)
	_, err := d.AddAsset(t.Context(), domain.Asset{Name: "WS-1", Owner: "Jo", Tags: []string{"x"}})
	if err == nil {
		_, err = d.AddAsset(t.Context(), domain.Asset{Name: "reception pc", Owner: "Lee", Serial: "ABC1", Location: "Hall", Tags: []string{"y"},
			Exposure: []domain.Stated{{Value: domain.No, By: "Lee", At: dayOne}}})
	}
	if err == nil {
		_, err = d.ImportSBOM(t.Context(), "reception pc", filepath.Join("..", "ingest", "sbom", "testdata", "viewer.cdx.json"), "")
	}
	if err == nil {
		_, err = d.MergeAssets(t.Context(), "WS-1", []string{"reception pc"})
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.Asset(t.Context(), "WS-1")
	if err != nil {
		t.Fatal(err)
	}
	if a.Owner != "Jo" || a.Location != "Hall" || a.Serial != "ABC1" || a.Exposed().By != "Lee" || !slices.Equal(a.Tags, []string{"x", "y"}) || a.Components == 0 {
		t.Errorf("%+v", a)
	}
	if all, err := d.Assets(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d assets in use, %v", len(all), err)
	}
	if receipt := importList(t, d, "Name,Notes\nReception PC,hello\n"); receipt.Updated != 1 || receipt.Lines[0].Name != "WS-1" {
		t.Errorf("%+v", receipt.Lines)
	}
	if rebuilt, err := d.Reindex(t.Context(), nil); err != nil || !rebuilt.Identical {
		t.Errorf("%v %+v", err, rebuilt)
	}
	if _, err := d.MergeAssets(t.Context(), "WS-1", []string{"WS-1"}); !domain.Is(err, domain.Conflict) {
		t.Errorf("merged with itself: %v", err)
	}
}

// TestSetAssets changes several at once or none.
func TestSetAssets(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	for _, name := range []string{"a", "b"} {
		if _, err := d.AddAsset(t.Context(), domain.Asset{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	before := events(t, d)
	_, err := d.SetAssets(t.Context(), []string{"a", "b", "nobody"}, func(a *domain.Asset) error { a.Owner = "Jo"; return nil })
	if !domain.Is(err, domain.NotFound) || events(t, d) != before {
		t.Errorf("%v, %d events", err, events(t, d)-before)
	}
	for range 2 { // the second time nothing changes
		if _, err := d.SetAssets(t.Context(), []string{"a", "b"}, func(a *domain.Asset) error { a.Owner = "Jo"; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if n := events(t, d) - before; n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}
