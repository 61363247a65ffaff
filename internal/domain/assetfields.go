package domain

import (
	"net/netip"
	"slices"
	"strings"
	"time"
)

// FieldSort says what a field of an asset holds.
type FieldSort string

// The sorts of fields.
const (
	FieldText   FieldSort = "text"
	FieldList   FieldSort = "list"   // several texts, written with ";" between them
	FieldDay    FieldSort = "day"    // an ISO 8601 day
	FieldAnswer FieldSort = "answer" // yes, no or not answered
	FieldLevel  FieldSort = "level"  // low, medium or high
)

// AssetField is one fact of an asset that can be typed, imported and shown by
// its name.
type AssetField struct {
	Name string
	Sort FieldSort
	at   func(*Asset) any // *string, *[]string, *Day or *Stated; nil for exposure
}

// AssetFields lists every such fact in the order people read them. The name of
// the asset comes first.
var AssetFields = []AssetField{
	{"name", FieldText, func(a *Asset) any { return &a.Name }},
	{"kind", FieldText, func(a *Asset) any { return &a.Kind }},
	{"role", FieldText, func(a *Asset) any { return &a.Role }},
	{"manufacturer", FieldText, func(a *Asset) any { return &a.Manufacturer }},
	{"model", FieldText, func(a *Asset) any { return &a.Model }},
	{"serial", FieldText, func(a *Asset) any { return &a.Serial }},
	{"asset-tag", FieldText, func(a *Asset) any { return &a.AssetTag }},
	{"firmware", FieldText, func(a *Asset) any { return &a.Firmware }},
	{"os", FieldText, func(a *Asset) any { return &a.OS }},
	{"os-build", FieldText, func(a *Asset) any { return &a.OSBuild }},
	{"hostname", FieldList, func(a *Asset) any { return &a.Hostnames }},
	{"ip", FieldList, func(a *Asset) any { return &a.IPs }},
	{"mac", FieldList, func(a *Asset) any { return &a.MACs }},
	{"location", FieldText, func(a *Asset) any { return &a.Location }},
	{"zone", FieldText, func(a *Asset) any { return &a.Zone }},
	{"environment", FieldText, func(a *Asset) any { return &a.Environment }},
	{"owner", FieldText, func(a *Asset) any { return &a.Owner }},
	{"custodian", FieldText, func(a *Asset) any { return &a.Custodian }},
	{"vendor-contact", FieldText, func(a *Asset) any { return &a.VendorContact }},
	{"exposed", FieldAnswer, nil},
	{"criticality", FieldLevel, func(a *Asset) any { return &a.Criticality }},
	{"safety", FieldAnswer, func(a *Asset) any { return &a.Safety }},
	{"mission", FieldAnswer, func(a *Asset) any { return &a.Mission }},
	{"window", FieldText, func(a *Asset) any { return &a.Window }},
	{"window-group", FieldText, func(a *Asset) any { return &a.WindowGroup }},
	{"next-upgrade", FieldDay, func(a *Asset) any { return &a.NextUpgrade }},
	{"support-end", FieldDay, func(a *Asset) any { return &a.SupportEnd }},
	{"twin", FieldText, func(a *Asset) any { return &a.Twin }},
	{"udi", FieldText, func(a *Asset) any { return &a.UDI }},
	{"fda-class", FieldText, func(a *Asset) any { return &a.FDAClass }},
	{"mds2", FieldText, func(a *Asset) any { return &a.MDS2 }},
	{"approved-patches", FieldText, func(a *Asset) any { return &a.ApprovedList }},
	{"bes-class", FieldText, func(a *Asset) any { return &a.BESClass }},
	{"protocol", FieldList, func(a *Asset) any { return &a.Protocols }},
	{"data-class", FieldText, func(a *Asset) any { return &a.DataClass }},
	{"third-party", FieldText, func(a *Asset) any { return &a.ThirdParty }},
	{"tag", FieldList, func(a *Asset) any { return &a.Tags }},
	{"notes", FieldText, func(a *Asset) any { return &a.Notes }},
}

// AssetFieldNamed finds a field by its name.
func AssetFieldNamed(name string) (AssetField, bool) {
	i := slices.IndexFunc(AssetFields, func(f AssetField) bool { return f.Name == name })
	if i < 0 {
		return AssetField{}, false
	}
	return AssetFields[i], true
}

// Get gives the fact as text; "" where it is not known.
func (f AssetField) Get(a *Asset) string {
	if f.at == nil {
		return string(a.Exposed().Value)
	}
	switch v := f.at(a).(type) {
	case *string:
		return *v
	case *[]string:
		return strings.Join(*v, "; ")
	case *Day:
		return string(*v)
	case *Stated:
		return string(v.Value)
	}
	return ""
}

// Set puts a fact into the asset; "" and "unknown" take it back to not known. An
// answer is kept with who gave it and when, and only where it differs from the
// one in force. Errors: Invalid, for a day, answer or level that is none.
func (f AssetField) Set(a *Asset, value, by string, at time.Time) error {
	value = strings.TrimSpace(value)
	unknown := value == "" || strings.EqualFold(value, "unknown")
	refuse := func(code Code) error {
		return &Error{Kind: Invalid, Op: "set asset", Subject: a.Name, Code: code, Params: Params{"value": value, "field": f.Name}}
	}
	if f.at == nil || f.Sort == FieldAnswer {
		answer, ok := readAnswer(value)
		if !ok {
			return refuse("answer_unknown")
		}
		f.answer(a, Stated{Value: answer, By: by, At: at})
		return nil
	}
	switch v := f.at(a).(type) {
	case *string:
		if f.Sort == FieldLevel {
			return f.level(a, value, unknown, by, at, refuse)
		}
		if *v = value; unknown && f.Name != "name" && f.Name != "notes" {
			*v = ""
		}
	case *[]string:
		if *v = splitList(value); unknown {
			*v = nil
		}
	case *Day:
		if unknown {
			*v = ""
			return nil
		}
		day, err := ParseDay(value)
		if err != nil {
			return refuse("day_unreadable")
		}
		*v = day
	}
	return nil
}

func (f AssetField) level(a *Asset, value string, unknown bool, by string, at time.Time, refuse func(Code) error) error {
	value = strings.ToLower(value)
	switch {
	case unknown:
		value = ""
	case !slices.Contains(levels, value):
		return refuse("criticality_unknown")
	}
	if a.Criticality != value {
		a.Criticality, a.CriticalityBy, a.CriticalityAt = value, by, at
	}
	return nil
}

// levels are how much can depend on an asset.
var levels = []string{"low", "medium", "high"}

func (f AssetField) answer(a *Asset, s Stated) {
	if f.at == nil {
		if a.Exposed().Value != s.Value {
			a.Exposure = append(slices.Clone(a.Exposure), s)
		}
		return
	}
	if v := f.at(a).(*Stated); v.Value != s.Value {
		*v = s
	}
}

func readAnswer(text string) (Answer, bool) {
	switch strings.ToLower(text) {
	case "yes", "y", "true":
		return Yes, true
	case "no", "n", "false":
		return No, true
	case "", "unknown":
		return Unanswered, true
	}
	return "", false
}

// splitList divides a list at semicolons, commas and line ends; each text stands
// in it once.
func splitList(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ',' || r == '\n' || r == '\r' }) {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// Check gives a value that a person typed as it is kept: addresses and hardware
// addresses must be such, in a list each of them. "" and "unknown" are fine. Errors:
// Invalid, with the part that is wrong.
func (f AssetField) Check(value string) (string, error) {
	read, code := (func(string) string)(nil), Code("")
	switch f.Name {
	case "ip":
		read, code = readAddress, "address_unreadable"
	case "mac":
		read, code = FoldMAC, "mac_unreadable"
	}
	if read == nil || strings.EqualFold(strings.TrimSpace(value), "unknown") {
		return value, nil
	}
	parts := splitList(value)
	for i, part := range parts {
		if parts[i] = read(part); parts[i] == "" {
			return "", &Error{Kind: Invalid, Op: "set asset", Code: code, Params: Params{"value": part, "field": f.Name}}
		}
	}
	return strings.Join(parts, ";"), nil
}

func readAddress(text string) string {
	a, err := netip.ParseAddr(text)
	if err != nil {
		return ""
	}
	return a.String()
}
