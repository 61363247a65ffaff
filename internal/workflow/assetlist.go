package workflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/ingest/assetlist"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// AssetListOptions say what an asset list does not say itself. The zero options
// guess.
type AssetListOptions struct {
	Map       map[string]string // column (header or number from 1) to the name of a fact, or "-"
	Dates     string            // mdy or dmy
	Separator string            // ",", ";", "|" or "tab"
	Sheet     string            // of a workbook
	DryRun    bool              // say what would be done and write nothing
}

// ImportAssets brings in a list of assets from the file at path: text or a
// workbook with a row per asset, or a host name or address per line. An asset the
// desk has is changed where the list says otherwise, found by serial number,
// asset tag, name or host name, else by hardware address; others are created. A
// cell that says nothing changes nothing. Every row is in the receipt. A list
// that changes nothing writes nothing. What was said about its columns is
// remembered for lists with the same header. Errors: NotFound (file), Invalid,
// Unsupported, Untrusted (the list as a whole, with what would help; where its columns
// are known, the receipt holds them and nothing else), Storage.
func (d *Desk) ImportAssets(ctx context.Context, path string, o AssetListOptions) (domain.AssetReceipt, error) {
	doc, err := ingest.ReadFile(ctx, path, ingest.DefaultLimits())
	if err != nil {
		return domain.AssetReceipt{}, err
	}
	var done func()
	if !o.DryRun {
		if done, err = d.writer(); err != nil {
			return domain.AssetReceipt{}, err
		}
		defer done()
	}
	run := assetListRun{desk: d, options: o, doc: doc}
	if err := run.plan(ctx); err != nil {
		var own *domain.Error
		if errors.As(err, &own) && own.Subject == "" {
			own.Subject = doc.File
		}
		return domain.AssetReceipt{Columns: run.list.Columns}, err
	}
	if o.DryRun {
		return run.receipt, nil
	}
	return run.receipt, run.write(ctx)
}

// assetListRun is one import of a list.
type assetListRun struct {
	desk    *Desk
	options AssetListOptions
	doc     ingest.Document
	list    assetlist.List
	receipt domain.AssetReceipt
	changes []assetChange
}

// plan reads the list and says row by row what is to be done.
func (run *assetListRun) plan(ctx context.Context) error {
	d := run.desk
	var index *assetIndex
	var settings domain.Desk
	person := ""
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if settings, err = r.Desk(); err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		if person, err = d.person(r); err != nil {
			return err
		}
		index, err = readAssetIndex(r)
		return err
	})
	if err != nil {
		return err
	}
	o := run.options
	run.list, err = assetlist.Read(bytes.NewReader(run.doc.Data), assetlist.Options{Map: o.Map, Dates: o.Dates, Separator: o.Separator, Sheet: o.Sheet, Known: listsOf(settings.Lists, false)})
	if err != nil {
		return err
	}
	l := &run.list
	run.receipt = domain.AssetReceipt{Source: run.doc.File, Format: l.Format, Digest: run.doc.Digest, At: d.at(), By: person, DryRun: o.DryRun,
		Tool: l.Tool, Sheet: l.Sheet, Columns: l.Columns, DateOrder: l.DateOrder, Rows: len(l.Rows) + len(l.Refused), Warnings: l.Warnings}
	for i := range l.Rows {
		run.row(index, &l.Rows[i])
	}
	for _, refused := range l.Refused {
		run.refuse(refused.Line, refused.Name, refused.Error)
	}
	slices.SortStableFunc(run.receipt.Lines, func(a, b domain.AssetLine) int { return a.Line - b.Line })
	return nil
}

func (run *assetListRun) refuse(line int, name string, err error) {
	var own *domain.Error
	if !errors.As(err, &own) {
		own = &domain.Error{Kind: domain.Internal, Err: err}
	}
	what, _ := words.Error(own)
	run.receipt.Refused++
	run.receipt.Lines = append(run.receipt.Lines, domain.AssetLine{Line: line, Name: name, Outcome: domain.RowRefused, Error: own, Reason: what})
}

// row finds the asset of a row and what the row changes of it.
func (run *assetListRun) row(index *assetIndex, row *assetlist.Row) {
	k := known{serial: row.Get("serial"), tag: row.Get("asset-tag"), hosts: append(listOf(row.Get("hostname")), row.Name),
		macs: listOf(row.Get("mac")), ips: listOf(row.Get("ip"))}
	if named := slices.ContainsFunc(row.Facts, func(f assetlist.Fact) bool { return f.Field == "name" || f.Field == "hostname" }); !named {
		k.hosts = []string{row.Name} // taken from the tag or the serial number, as an earlier import did
	}
	have, by, err := index.find(k)
	if err != nil {
		run.refuse(row.Line, row.Name, err)
		return
	}
	c := assetChange{after: domain.Asset{Name: row.Name}}
	if have != nil {
		c.now, c.after = *have, apart(*have)
	}
	if err = run.put(&c.after, row, by); err == nil {
		err = checkAsset(&c.after)
	}
	if err == nil && have == nil {
		c.after.ID, err = run.desk.ids.next()
	}
	if err == nil {
		err = index.free(&c.after)
	}
	if err == nil && have != nil {
		err = index.once(have, row.Line)
	}
	if err != nil {
		run.refuse(row.Line, row.Name, err)
		return
	}
	run.settleRow(index, row, c, by)
}

// settleRow counts a row and keeps what it changes.
func (run *assetListRun) settleRow(index *assetIndex, row *assetlist.Row, c assetChange, by string) {
	d, line := run.desk, domain.AssetLine{Line: row.Line, Name: c.after.Name, Asset: c.after.ID, By: by}
	switch {
	case c.now.ID == "":
		c.after.Revision, c.after.Created = 1, run.receipt.At
		c.event = d.event("", "asset.add", c.after.Name)
		index.add(&c.after)
		index.planned[c.after.ID] = row.Line
		line.Outcome = domain.RowCreated
		run.receipt.Created++
	case reflect.DeepEqual(apart(c.now), c.after):
		line.Outcome = domain.RowUnchanged
		run.receipt.Unchanged++
	default:
		index.add(&c.after)
		c.after.Revision++
		c.event = d.event("", "asset.set", c.now.Name)
		line.Outcome = domain.RowUpdated
		run.receipt.Updated++
	}
	if line.Outcome != domain.RowUnchanged {
		c.event.Reason = run.doc.File
		line.Changes = domain.Changes(&c.now, &c.after)
		run.changes = append(run.changes, c)
	}
	run.receipt.Lines = append(run.receipt.Lines, line)
}

// put puts the facts of a row into the asset. Host names, hardware addresses,
// protocols and tags are added to those the asset has; everything else is
// replaced.
func (run *assetListRun) put(a *domain.Asset, row *assetlist.Row, by string) error {
	for _, fact := range row.Facts {
		f, _ := domain.AssetFieldNamed(fact.Field)
		value := fact.Value
		switch {
		case fact.Field == "name" && by != "" && !renames(a, value, by):
			if strings.EqualFold(a.Name, value) {
				continue
			}
			f, _ = domain.AssetFieldNamed("hostname")
			value = union(f.Get(a), value, strings.ToLower)
		case (fact.Field == "serial" || fact.Field == "asset-tag") && domain.FoldTag(f.Get(a)) == domain.FoldTag(value) && f.Get(a) != "":
			continue // the same, written otherwise
		case fact.Field == "mac":
			value = union(f.Get(a), value, domain.FoldMAC)
		case f.Sort == domain.FieldList && fact.Field != "ip":
			value = union(f.Get(a), value, strings.ToLower)
		}
		if err := f.Set(a, value, run.receipt.By, run.receipt.At); err != nil {
			return err
		}
	}
	return nil
}

// renames reports whether the list gives a machine a new name: its serial number
// or tag say which it is, and the name is none it goes by. Otherwise the name is
// one more host name, and people's own name for the asset stays.
func renames(a *domain.Asset, name, by string) bool {
	return (by == "serial" || by == "asset-tag") &&
		!slices.ContainsFunc(append([]string{a.Name}, a.Hostnames...), func(have string) bool { return domain.SameHost(have, name) })
}

func listOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "; ")
}

// union adds to a list what it does not hold, told by the folded text.
func union(have, more string, fold func(string) string) string {
	list := listOf(have)
	seen := map[string]bool{}
	for _, one := range list {
		seen[fold(one)] = true
	}
	for _, one := range listOf(more) {
		if !seen[fold(one)] {
			seen[fold(one)] = true
			list = append(list, one)
		}
	}
	return strings.Join(list, "; ")
}

// write stores what the plan says, with one event per asset, and the receipt.
func (run *assetListRun) write(ctx context.Context) error {
	d := run.desk
	if len(run.changes) == 0 {
		return run.remember(ctx)
	}
	id, err := d.ids.next()
	if err != nil {
		return err
	}
	if err := d.writeChanges(ctx, run.changes); err != nil {
		return err
	}
	run.receipt.ID = id
	if err := run.keepReceipt(ctx); err != nil {
		return err
	}
	return run.remember(ctx)
}

// keepReceipt writes the receipt as lists of imports show it, a refused row as a
// warning of its file.
func (run *assetListRun) keepReceipt(ctx context.Context) error {
	r := &run.receipt
	line := domain.FileReceipt{File: r.Source, Format: r.Format, Outcome: domain.Imported, Digest: r.Digest, Size: run.doc.Size, Records: r.Rows, Warnings: r.Warnings}
	const most = 200
	for _, row := range r.Lines {
		if row.Outcome == domain.RowRefused && len(line.Warnings) < most {
			line.Warnings = append(line.Warnings, domain.Warning{Code: "row_refused", Params: domain.Params{"line": fmt.Sprint(row.Line), "name": row.Name, "reason": row.Reason}})
		}
	}
	e := run.desk.event(r.By, "asset.import", r.Source)
	e.After = fmt.Sprintf("%d rows: %d created, %d updated, %d unchanged, %d refused", r.Rows, r.Created, r.Updated, r.Unchanged, r.Refused)
	e.Reason = r.Digest
	return run.desk.putListReceipt(ctx, r.ID, r.At, line, e)
}

// remember keeps what a person said about the columns of such a list.
func (run *assetListRun) remember(ctx context.Context) error {
	return run.desk.rememberList(ctx, domain.ListMapping{Header: run.list.Header, Map: run.options.Map, Dates: run.options.Dates})
}
