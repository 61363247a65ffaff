package screen

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// AssetAct is something a person does to assets.
type AssetAct string

// What can be done to assets through a form.
const (
	AssetNew     AssetAct = "new"
	AssetEdit    AssetAct = "edit"
	AssetBulk    AssetAct = "bulk"
	AssetMerge   AssetAct = "merge"
	AssetConfirm AssetAct = "confirm"
)

// Fields of forms that are no facts.
const (
	FieldKeep = "keep" // of a merge: id of the asset that stays
	FieldNote = "note" // of a confirmation
	FieldHeld = "held" // of a confirmation: its kind, "" for the month
)

// FactGroup is a part of the facts of an asset, by the names of [domain.AssetFields].
type FactGroup struct {
	Name   string
	Fields []string
	Sector bool // facts that only some trades have
}

// FactGroups lists all facts, the four questions first.
var FactGroups = []FactGroup{
	{Name: "questions", Fields: []string{"exposed", "criticality", "safety", "mission"}},
	{Name: "what", Fields: []string{"name", "kind", "role", "manufacturer", "model", "firmware", "serial", "asset-tag", "os", "os-build"}},
	{Name: "network", Fields: []string{"hostname", "ip", "mac", "zone"}},
	{Name: "where", Fields: []string{"location", "environment", "owner", "custodian", "vendor-contact"}},
	{Name: "upkeep", Fields: []string{"window", "window-group", "next-upgrade", "support-end", "twin"}},
	{Name: "medical", Fields: []string{"udi", "fda-class", "mds2", "approved-patches"}, Sector: true},
	{Name: "utility", Fields: []string{"bes-class", "protocol"}, Sector: true},
	{Name: "bank", Fields: []string{"data-class", "third-party"}, Sector: true},
	{Name: "other", Fields: []string{"tag", "notes"}},
}

// shortForm are the facts asked at first of a new asset; the rest is a press away.
var shortForm = []FactGroup{
	{Name: "what", Fields: []string{"name", "kind", "manufacturer", "model", "firmware", "serial", "os", "location", "owner"}},
	{Name: "questions", Fields: []string{"exposed", "criticality", "safety", "mission"}},
}

// AssetForm is what a person is about to do to assets, and what they have typed.
type AssetForm struct {
	Act    AssetAct
	IDs    []string
	Names  []string          // of the assets, in the same order
	Values map[string]string // by the name of a fact
	Mixed  map[string]int    // of several assets: how many different values a fact has, where more than one
	Errs   map[string]error  // by the name of a fact; "" for the whole form
	All    bool              // every fact is asked
	Drawn  int               // counts changes by anything but typing

	was map[string]string
}

// Groups are the facts the form asks.
func (f *AssetForm) Groups() []FactGroup {
	switch {
	case f.Act == AssetMerge || f.Act == AssetConfirm:
		return nil
	case f.Act == AssetNew && !f.All:
		return shortForm
	case f.Act != AssetBulk:
		return FactGroups
	}
	out := slices.Clone(FactGroups)
	for i := range out { // several assets cannot have one name or serial number
		out[i].Fields = slices.DeleteFunc(slices.Clone(out[i].Fields), func(name string) bool {
			return slices.Contains([]string{"name", "serial", "asset-tag", "hostname", "ip", "mac", "udi"}, name)
		})
	}
	return slices.DeleteFunc(out, func(g FactGroup) bool { return len(g.Fields) == 0 })
}

// Confirms is the kind of confirmation that the form makes.
func (f *AssetForm) Confirms() domain.ConfirmKind {
	if domain.ConfirmKind(f.Values[FieldHeld]) == domain.ConfirmYearly {
		return domain.ConfirmYearly
	}
	return domain.ConfirmMonthly
}

// changes are the facts that differ from what the assets had.
func (f *AssetForm) changes() map[string]string {
	out := map[string]string{}
	for _, g := range f.Groups() {
		for _, name := range g.Fields {
			if now := strings.TrimSpace(f.Values[name]); now != f.was[name] {
				out[name] = now
			}
		}
	}
	return out
}

// Begin opens the form of an act. ids is empty for a new asset and for a confirmation.
func (s *Assets) Begin(act AssetAct, ids []string) {
	if s.state.Busy || act == AssetNew && s.add == nil {
		return
	}
	f := &AssetForm{Act: act, Values: map[string]string{}, Mixed: map[string]int{}, was: map[string]string{}, Errs: map[string]error{}}
	var chosen []*domain.AssetView
	for _, id := range ids {
		if a := s.find(id); a != nil {
			chosen = append(chosen, a)
		}
	}
	switch {
	case act == AssetNew || act == AssetConfirm:
	case len(chosen) == 0 || act == AssetMerge && len(chosen) < 2:
		return
	case act == AssetMerge:
		keepFirst(chosen)
		f.Values[FieldKeep] = chosen[0].ID
	default:
		f.prefill(chosen)
	}
	for _, a := range chosen {
		f.IDs, f.Names = append(f.IDs, a.ID), append(f.Names, a.Name)
	}
	s.state.Form, s.state.ActErr = f, nil
	s.changed(s.state)
}

// prefill puts in what all the assets have alike.
func (f *AssetForm) prefill(chosen []*domain.AssetView) {
	for _, field := range domain.AssetFields {
		values := map[string]bool{}
		for _, a := range chosen {
			values[field.Get(&a.Asset)] = true
		}
		if len(values) > 1 {
			f.Mixed[field.Name] = len(values)
			continue
		}
		f.was[field.Name] = field.Get(&chosen[0].Asset)
		f.Values[field.Name] = f.was[field.Name]
	}
}

func (s *Assets) find(id string) *domain.AssetView {
	if d := s.state.Detail; d != nil && d.ID == id {
		return d
	}
	for i := range s.all {
		if s.all[i].ID == id {
			return &s.all[i]
		}
	}
	return nil
}

// Enter keeps what was typed into a field; nothing is drawn for it.
func (s *Assets) Enter(field, text string) {
	if s.state.Form != nil {
		s.state.Form.Values[field] = text
	}
}

// Pick chooses a value of a field and draws it.
func (s *Assets) Pick(field, value string) {
	if s.state.Form != nil {
		s.state.Form.Values[field] = value
		s.redrawForm()
	}
}

// AskAll shows every fact in the form.
func (s *Assets) AskAll() {
	if s.state.Form != nil {
		s.state.Form.All = true
		s.redrawForm()
	}
}

func (s *Assets) redrawForm() {
	s.state.Form.Drawn++
	s.changed(s.state)
}

// GiveUp closes the form.
func (s *Assets) GiveUp() {
	if s.state.Form != nil && !s.state.Busy {
		s.state.Form = nil
		s.changed(s.state)
	}
}

// Send does what the form says. What cannot be read is said beside its field before
// the desk is asked. With next set, a new asset is followed by an empty form, which
// keeps the kind and the place.
func (s *Assets) Send(next bool) {
	f := s.state.Form
	if f == nil || s.state.Busy {
		return
	}
	f.Errs = map[string]error{}
	facts := f.changes()
	for name, value := range facts {
		if err := checkFact(name, value); err != nil {
			f.Errs[name] = err
		}
	}
	if f.Act != AssetBulk && (f.Act == AssetNew || f.Act == AssetEdit) && strings.TrimSpace(f.Values["name"]) == "" {
		f.Errs["name"] = &domain.Error{Kind: domain.Invalid, Op: "set asset", Code: "asset_without_name"}
	}
	if len(f.Errs) > 0 {
		s.redrawForm()
		return
	}
	switch f.Act {
	case AssetMerge:
		s.merge(f)
	case AssetConfirm:
		note, kind, code := strings.TrimSpace(f.Values[FieldNote]), f.Confirms(), DeedConfirmed
		if kind == domain.ConfirmYearly {
			code = DeedConfirmedYear
		}
		s.do(func(ctx context.Context) (string, Deed, error) {
			got, err := s.source.ConfirmAssets(ctx, kind, note)
			return "", Deed{Code: code, Name: got.By, Done: got.Assets}, err
		})
	case AssetNew:
		s.create(f, facts, next)
	default:
		if len(facts) == 0 {
			s.GiveUp()
			return
		}
		s.edit(f.IDs, f.Names, facts)
	}
}

// checkFact refuses a fact that cannot be read, as the desk would.
func checkFact(name, value string) error {
	field, ok := domain.AssetFieldNamed(name)
	if !ok {
		return nil
	}
	value, err := field.Check(value)
	if err != nil {
		return err
	}
	var scratch domain.Asset
	return field.Set(&scratch, value, "", scratch.Created)
}

// carried are facts that the next new asset has from the one before.
var carried = []string{"kind", "location", "owner"}

func (s *Assets) create(f *AssetForm, facts map[string]string, next bool) {
	s.act(func(ctx context.Context) (string, Deed, error) {
		id, err := s.add(ctx, facts)
		return id, Deed{Code: DeedAdded, Name: facts["name"]}, err
	}, func() {
		if !next {
			return
		}
		again := &AssetForm{Act: AssetNew, Values: map[string]string{}, Mixed: map[string]int{}, was: map[string]string{}, Errs: map[string]error{}, All: f.All}
		for _, name := range carried {
			again.Values[name] = f.Values[name]
		}
		s.state.Form = again
	})
}

// edit changes facts of assets; going back gives each what it had.
func (s *Assets) edit(ids, names []string, facts map[string]string) {
	before, known := make([]map[string]string, len(ids)), true
	for i, id := range ids {
		before[i] = map[string]string{}
		known = known && s.find(id) != nil
		if a := s.find(id); a != nil {
			for name := range facts {
				if field, ok := domain.AssetFieldNamed(name); ok {
					before[i][name] = field.Get(&a.Asset)
				}
			}
		}
	}
	facts = maps.Clone(facts)
	s.do(func(ctx context.Context) (string, Deed, error) {
		deed := Deed{Code: DeedFacts, Name: names[0], Done: len(ids)}
		if !known {
			return ids[0], deed, s.source.EditAssets(ctx, ids, facts)
		}
		deed.undo = func(ctx context.Context) error {
			for i, id := range ids {
				if err := s.source.EditAssets(ctx, []string{id}, before[i]); err != nil {
					return err
				}
			}
			return nil
		}
		return ids[0], deed, s.source.EditAssets(ctx, ids, facts)
	})
}

// merge makes one asset of several.
func (s *Assets) merge(f *AssetForm) {
	keep := f.Values[FieldKeep]
	name := ""
	var others []string
	for i, id := range f.IDs {
		if id == keep {
			name = f.Names[i]
		} else {
			others = append(others, id)
		}
	}
	s.do(func(ctx context.Context) (string, Deed, error) {
		_, err := s.source.MergeAssets(ctx, keep, others)
		return keep, Deed{Code: DeedMerged, Name: name, Done: len(others)}, err
	})
}

// fieldFor is the field an error is said beside; "" for the whole form.
func fieldFor(err error) string {
	var own *domain.Error
	if !errors.As(err, &own) {
		return ""
	}
	switch own.Code {
	case "asset_without_name", "asset_name_unusable", "name_taken":
		return "name"
	}
	return own.Params["field"]
}
