package screen

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Marks that the segments over the list show alone.
const (
	MarkTouching = "touching"
	MarkUnread   = "unread"
	MarkNotForUs = "not-for-us"
)

// AdvisoryPage is a page of the chosen advisory.
type AdvisoryPage int

// The pages of an advisory.
const (
	PageDocument AdvisoryPage = iota
	PageProducts
	PageAssets
	PageRevisions
	PageRemarks
	PageRaw
)

// AdvisoryFilter is one condition that listed advisories meet beside the words that
// are searched for.
type AdvisoryFilter struct {
	Field string `json:"field"`        // a name of [FilterFields]
	Value string `json:"value"`        // as written
	Not   bool   `json:"not,omitzero"` // what meets it is left out
}

// FilterSort says how a value of a field is asked for.
type FilterSort int

// How a value is asked for.
const (
	FilterText   FilterSort = iota // any words
	FilterChoice                   // one of Values
	FilterLeast                    // one of Values, or more
	FilterSince                    // a day, or later
	FilterMark                     // "yes": the field is a mark
)

// FilterField is a field that can be filtered by. Its name is the one that a question
// uses; see docs/advisories.md.
type FilterField struct {
	Name   string
	Group  string
	Sort   FilterSort
	Values []string
}

// Groups of fields, in the order in which they are offered.
const (
	FiltersFlaw     = "by-flaw"
	FiltersProduct  = "by-product"
	FiltersDocument = "by-document"
	FiltersPeople   = "by-people"
	FiltersOrigin   = "by-origin"
)

// FilterGroups are the groups in their order.
func FilterGroups() []string {
	return []string{FiltersFlaw, FiltersProduct, FiltersDocument, FiltersPeople, FiltersOrigin}
}

// FilterFields are all fields: every field of a document that CSAF requires lists to be
// sorted and filtered by (2.0 section 9.1.11), the rest of what can be asked for by name, and marks.
func FilterFields() []FilterField {
	yes := []string{"yes"}
	return []FilterField{
		{Name: "cve", Group: FiltersFlaw}, {Name: "cvss", Group: FiltersFlaw, Sort: FilterLeast, Values: []string{"9", "7", "4"}},
		{Name: "severity", Group: FiltersFlaw, Sort: FilterChoice, Values: []string{"critical", "high", "important", "moderate", "medium", "low"}},
		{Name: "kev", Group: FiltersFlaw, Sort: FilterMark, Values: yes}, {Name: "cwe", Group: FiltersFlaw}, {Name: "fix", Group: FiltersFlaw},
		{Name: "vendor", Group: FiltersProduct}, {Name: "product", Group: FiltersProduct}, {Name: "product-version", Group: FiltersProduct}, {Name: "product-id", Group: FiltersProduct},
		{Name: "purl", Group: FiltersProduct}, {Name: "cpe", Group: FiltersProduct}, {Name: "hash", Group: FiltersProduct}, {Name: "model", Group: FiltersProduct},
		{Name: "serial", Group: FiltersProduct}, {Name: "sku", Group: FiltersProduct}, {Name: "relation", Group: FiltersProduct},
		{Name: "title", Group: FiltersDocument}, {Name: "id", Group: FiltersDocument}, {Name: "status", Group: FiltersDocument, Sort: FilterChoice, Values: []string{"final", "interim", "draft"}},
		{Name: "category", Group: FiltersDocument}, {Name: "csaf", Group: FiltersDocument, Sort: FilterChoice, Values: []string{"2.0", "2.1"}}, {Name: "version", Group: FiltersDocument},
		{Name: "revision", Group: FiltersDocument}, {Name: "published", Group: FiltersDocument, Sort: FilterSince}, {Name: "modified", Group: FiltersDocument, Sort: FilterSince},
		{Name: "revised", Group: FiltersDocument, Sort: FilterSince}, {Name: "tlp", Group: FiltersDocument, Sort: FilterChoice, Values: []string{"clear", "green", "amber", "amber+strict", "red"}},
		{Name: "lang", Group: FiltersDocument}, {Name: "note", Group: FiltersDocument}, {Name: "revisions", Group: FiltersDocument, Sort: FilterLeast, Values: []string{"2", "3", "5", "10"}}, {Name: "withdrawn", Group: FiltersDocument, Sort: FilterMark, Values: yes}, {Name: "superseded", Group: FiltersDocument, Sort: FilterMark, Values: yes},
		{Name: "publisher", Group: FiltersPeople}, {Name: "publisher-category", Group: FiltersPeople, Sort: FilterChoice, Values: []string{"vendor", "coordinator", "discoverer", "multiplier", "translator", "user", "other"}},
		{Name: "namespace", Group: FiltersPeople}, {Name: "credit", Group: FiltersPeople}, {Name: "role", Group: FiltersPeople}, {Name: "validated", Group: FiltersPeople}, {Name: "commented", Group: FiltersPeople, Sort: FilterMark, Values: yes},
		{Name: "updated", Group: FiltersPeople, Sort: FilterMark, Values: yes},
		{Name: "badge", Group: FiltersOrigin, Sort: FilterChoice, Values: []string{string(domain.BadgeVerified), string(domain.BadgeSigned), string(domain.BadgeHash), string(domain.BadgeUnsigned), string(domain.BadgeUnchecked), string(domain.BadgeFailed)}},
		{Name: "format", Group: FiltersOrigin, Sort: FilterChoice, Values: []string{"csaf", "osv", "cve", "nvd", "openvex", "cyclonedx", "stix"}}, {Name: "source", Group: FiltersOrigin},
		{Name: "received", Group: FiltersOrigin, Sort: FilterSince}, {Name: "arrived", Group: FiltersOrigin, Sort: FilterSince},
	}
}

// FilterOf gives a field by its name.
func FilterOf(name string) (FilterField, bool) {
	all := FilterFields()
	if i := slices.IndexFunc(all, func(f FilterField) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return FilterField{}, false
}

// Query is the condition as a question says it.
func (f AdvisoryFilter) Query() string {
	if f.Not {
		f.Not = false
		return "!" + f.Query()
	}
	value := strings.ReplaceAll(f.Value, `"`, "")
	field, _ := FilterOf(f.Field)
	switch field.Sort {
	case FilterMark:
		return "is:" + f.Field
	case FilterLeast, FilterSince:
		return f.Field + ">=" + value
	}
	return f.Field + `:"` + value + `"`
}

// ChooseFilter opens the choice of a group of fields, or of a field's value; "" closes it.
func (s *Advisories) ChooseFilter(what string) {
	s.state.Filter, s.state.ActErr = what, nil
	s.changed(s.state)
}

// AddFilter lists only what meets one more condition; another one of the same field is
// replaced. A day that is none stays in the form, with the reason. Days are read as those
// that were: "1 Jun" is the last one, and "-7" seven days before today.
func (s *Advisories) AddFilter(name, value string, today domain.Day) {
	s.filter(AdvisoryFilter{Field: name, Value: value}, today)
}

// LeaveOut is [Advisories.AddFilter] for what must not be: of days and numbers, what is
// before or below. It stands beside a condition of the same field.
func (s *Advisories) LeaveOut(name, value string, today domain.Day) {
	s.filter(AdvisoryFilter{Field: name, Value: value, Not: true}, today)
}

func (s *Advisories) filter(f AdvisoryFilter, today domain.Day) {
	f.Value = strings.TrimSpace(f.Value)
	field, known := FilterOf(f.Field)
	if !known || f.Value == "" {
		return
	}
	if field.Sort == FilterSince {
		day, err := pastDay(f.Value, today)
		if err != nil {
			s.state.ActErr = err
			s.changed(s.state)
			return
		}
		f.Value = string(day)
	}
	s.state.Filters = append(s.without(f), f)
	s.state.Filter, s.state.ActErr = "", nil
	s.again()
}

// without is the conditions but for one of the same field that asks as f does.
func (s *Advisories) without(f AdvisoryFilter) []AdvisoryFilter {
	return slices.DeleteFunc(slices.Clone(s.state.Filters), func(have AdvisoryFilter) bool { return have.Field == f.Field && have.Not == f.Not })
}

// pastDay reads a day as [ParseWhen] does, but one without a year is the last of its name.
func pastDay(text string, today domain.Day) (domain.Day, error) {
	if n, err := strconv.Atoi(text); err == nil && n < 0 && n > -36500 {
		return today.Add(n), nil
	}
	when, err := ParseWhen(text, today)
	if err != nil {
		return "", err
	}
	day := when.Day
	if day > today && !strings.Contains(text, string(day)[:4]) {
		if before, err := time.Parse(time.DateOnly, string(day)); err == nil {
			day = domain.Day(before.AddDate(-1, 0, 0).Format(time.DateOnly))
		}
	}
	return day, nil
}

// Drop takes one condition away.
func (s *Advisories) Drop(f AdvisoryFilter) {
	s.state.Filters = s.without(f)
	s.again()
}

// DropFilter takes a condition away; "" takes all.
func (s *Advisories) DropFilter(name string) {
	s.state.Filters = slices.DeleteFunc(slices.Clone(s.state.Filters), func(f AdvisoryFilter) bool { return name == "" || f.Field == name })
	s.again()
}
