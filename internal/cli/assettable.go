package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type assetListCmd struct {
	Columns []string `help:"Facts to show instead of the usual columns, by their names: name,serial,os-build,ip ..." sep:","`
	Unknown bool     `help:"Count, fact by fact, how many assets do not state it."`
	Retired bool     `help:"List those out of use instead."`
}

func (c *assetListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		list := d.Assets
		if c.Retired {
			list = d.RetiredAssets
		}
		assets, err := list(r.ctx)
		if err != nil {
			return err
		}
		if c.Unknown {
			return r.unknownFacts(assets)
		}
		if len(c.Columns) > 0 {
			return r.assetColumns(assets, c.Columns)
		}
		if err := r.answer(assets, func(w io.Writer) error { return assetTable(w, assets) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func assetTable(w io.Writer, assets []domain.AssetView) error {
	if len(assets) == 0 {
		_, err := fmt.Fprintln(w, words.Text("No assets yet. Add the first one: fenceline asset add NAME"))
		return err
	}
	var rows [][]string
	unknown := 0
	for _, a := range assets {
		software := strconv.Itoa(a.Components)
		if a.Inventory.IsZero() {
			software = words.Text("not known")
			unknown++
		}
		rows = append(rows, []string{a.Name, a.Kind, or(string(a.Exposed().Value), words.Text("not answered")), or(a.Criticality, words.Text("not known")), software,
			strconv.Itoa(a.Affected), strconv.Itoa(a.CannotTell), words.TierShort(a.Tier)})
	}
	if err := table(w, []string{"ASSET", "KIND", "EXPOSED", "CRITICALITY", "COMPONENTS", "AFFECTED", "CANNOT TELL", "MOST URGENT"}, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, words.Text("\nSoftware known for %d of %s.\n"), len(assets)-unknown, words.Several(len(assets), "asset", "assets"))
	return err
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// assetColumns lists chosen facts of all assets.
func (r *run) assetColumns(assets []domain.AssetView, names []string) error {
	var heads []string
	var fields []domain.AssetField
	for _, name := range names {
		f, ok := domain.AssetFieldNamed(name)
		if !ok {
			return &domain.Error{Kind: domain.Invalid, Op: "list assets", Subject: name, Code: "list_field", Params: domain.Params{"field": name, "fields": fieldNames()}}
		}
		fields, heads = append(fields, f), append(heads, strings.ToUpper(words.AssetField(name)))
	}
	values := []map[string]string{}
	var rows [][]string
	for i := range assets {
		row, value := []string{}, map[string]string{"id": assets[i].ID}
		for _, f := range fields {
			value[f.Name] = f.Get(&assets[i].Asset)
			row = append(row, or(oneLine(value[f.Name]), words.Text("not known")))
		}
		rows, values = append(rows, row), append(values, value)
	}
	return r.answer(values, func(w io.Writer) error { return table(w, heads, rows) })
}

// unknownFacts counts for each fact the assets that do not state it.
func (r *run) unknownFacts(assets []domain.AssetView) error {
	type gap struct {
		Fact    string `json:"fact"`
		Unknown int    `json:"unknown"`
		Assets  int    `json:"assets"`
	}
	gaps := []gap{}
	var rows [][]string
	for _, f := range domain.AssetFields {
		g := gap{Fact: f.Name, Assets: len(assets)}
		for i := range assets {
			if f.Get(&assets[i].Asset) == "" {
				g.Unknown++
			}
		}
		gaps = append(gaps, g)
		rows = append(rows, []string{words.AssetField(f.Name), strconv.Itoa(g.Unknown), strconv.Itoa(g.Assets - g.Unknown)})
	}
	return r.answer(gaps, func(w io.Writer) error { return table(w, []string{"FACT", "NOT KNOWN", "KNOWN"}, rows) })
}

func fieldNames() string {
	var out []string
	for _, f := range domain.AssetFields {
		out = append(out, f.Name)
	}
	return strings.Join(out, ", ")
}
